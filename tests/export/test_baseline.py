from io import StringIO

import pytest

from auditor.export.baseline import BaselineError, read_baseline
from auditor.export.json_document import write
from tests.export.samples import PACK, WRONG_TOTAL, audit, unread


def test_the_ids_of_a_document_are_its_baseline(tmp_path):
    out = StringIO()
    samples = [audit(WRONG_TOTAL), unread(), audit({})]
    write(samples, out, PACK, "zh")
    (tmp_path / "old.json").write_text(out.getvalue(), encoding="utf-8")
    assert read_baseline(tmp_path / "old.json") == {one.id for sample in samples for one in sample.findings}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"reports": 1}', '{"reports": [{}]}', '{"reports": [{"findings": [{"id": 1}]}]}', "[" * 9999],
)
def test_another_file_is_no_baseline(tmp_path, content):
    (tmp_path / "old.json").write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError) as caught:
        read_baseline(tmp_path / "old.json")
    assert caught.value.key == "baseline.foreign"


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BaselineError) as caught:
        read_baseline(tmp_path / "nowhere.json")
    assert caught.value.key == "baseline.read"
