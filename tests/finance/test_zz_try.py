from __future__ import annotations
import time
from pathlib import Path
import pytest
from datetime import datetime, UTC
from django.test.utils import CaptureQueriesContext
from django.db import connection
from nscl.documents.pack.reader import read_pack_file
from nscl.finance.operations.intake import load_pack
from nscl.finance.queries.pack import pack_of
from nscl.finance.queries.budget import budget_table
from nscl.finance.queries.overview import overview
from nscl.plans.queries.editions import *
from nscl.plans.queries.targets import *
from nscl.plans.queries.tasks import *
from nscl.records.operations import SYSTEM
from nscl.institutions.operations import load_reference
from nscl.institutions.reference import read_reference
from nscl.accounts.rules import Viewer, Grant
from nscl.accounts.enums import Role
AT=datetime(2026,11,21,1,tzinfo=UTC)
@pytest.mark.django_db
def test_it(shared):
    load_reference(reference=read_reference(Path('data/reference')), by=SYSTEM, at=AT)
    v=Viewer(1,"x",(Grant(Role.PROVINCE_OFFICER,None),))
    for f in sorted((shared/'plans').iterdir()):
        pack=read_pack_file(f/'plan.yaml')
        out=load_pack(pack=pack,viewer=None,by=SYSTEM,at=AT,text=(f/'source.txt').read_text())
        with CaptureQueriesContext(connection) as c:
            t=time.perf_counter(); got=pack_of(out.edition_id); print(f.name,len(c),time.perf_counter()-t)
        got2=got.model_copy(update={'source':pack.source})
        for name in type(pack).model_fields:
            if getattr(got2,name)!=getattr(pack,name): print('DIFF',name, [(a,b) for a,b in zip(getattr(got2,name),getattr(pack,name)) if a!=b][:1])
        print(got.source,pack.source)
        with CaptureQueriesContext(connection) as c:
            b=budget_table(v,out.edition_id); print('budget',len(c))
        print(overview(v,out.edition_id))
        if b:
            print(b.years,[x.key for x in b.sources],b.total, b.grand.figures==b.grand_printed.figures)
            for ch in b.checks: print('  ',ch)
            for st in b.stated: print('  ',st.what,st.source_key,st.vnd,st.words_agree,st.agrees,st.computed_vnd)
        for t in list_targets(v,out.edition_id): print('   ',[m.words for m in t.measures])
        print({t.schedule for t in list_tasks(v,out.edition_id)})
    with CaptureQueriesContext(connection) as c:
        for e in list_editions(v): print(e.label,e.open_errors,e.open_warnings,e.open_infos,e.targets,e.tasks,e.number,e.issued_on)
        print(len(c))
