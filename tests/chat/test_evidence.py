from auditor.chat.evidence import laid_out


def test_a_sum_is_laid_out_as_on_paper():
    assert laid_out("670+27-2 = 695") == "  670\n+  27\n-   2\n─────\n= 695"


def test_what_is_no_sum_stays_as_it_is():
    assert laid_out("687 ≠ 712") == "687 ≠ 712"
