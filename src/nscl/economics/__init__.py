"""Productivity from figures: growth accounting, capital stock, decompositions. Pure: no Django, no database, no files.

Growth is a fraction throughout (0.0621 is 6.21 %); what is printed is multiplied by 100 where it is printed. The
weights of the factors are called capital_share and labour_share everywhere: published papers swap α and β.
"""
