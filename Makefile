# make audit   audits the sample reports in corpus/
# make test    runs the tests
# make check   runs the linters, the type checker and the layer contracts
#
# Each sets up .venv first where that is needed: once, and again when pyproject.toml changed.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# The rule engine is built from source. The flags make it fast, make it import on Python 3.13 and let gcc 14 build it; a
# wheel that pip kept from a build without them would not do.
ENGINE := CPPFLAGS='-O2 -DPyEval_CallObject=PyObject_CallObject'
FROM_SOURCE := --no-cache-dir --no-binary durable_rules
# A Python that runs, of a fitting version, with venv and the headers that a C extension is built with.
FITS := import sys, sysconfig, os, venv, ensurepip; \
	sys.exit(not ((3, 11) <= sys.version_info < (3, 14) and os.path.exists(sysconfig.get_path("include") + "/Python.h")))

.PHONY: audit test check clean

audit: $(VENV)/ready
	@$(BIN)/auditor audit corpus --fail-on never --store sqlite:///$(VENV)/audit.db

test: $(VENV)/ready-dev
	@$(BIN)/pytest -n auto --dist worksteal

check: $(VENV)/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/ready: pyproject.toml
	@$(PIP) --version >/dev/null 2>&1 || { \
	    for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	        if $$python -c '$(FITS)' 2>/dev/null; then found=$$python; break; fi; \
	    done; \
	    if [ -z "$$found" ]; then \
	        echo "Python 3.11, 3.12 or 3.13 is needed, with venv and C headers, and a C compiler" >&2; \
	        echo "(Debian, Ubuntu: apt install python3-venv python3-dev gcc), or name one: make PYTHON=/path/to/python3.12" >&2; \
	        echo "需要 Python 3.11、3.12 或 3.13（带 venv 和 C 头文件）及 C 编译器，或指定：make PYTHON=/路径/python3.12" >&2; \
	        exit 1; \
	    fi; \
	    echo "setting up $(VENV) with $$($$found -V) / 正在准备 $(VENV)" >&2; \
	    $$found -m venv --clear $(VENV) >&2; \
	}
	@command -v cc >/dev/null || command -v gcc >/dev/null || { \
	    echo "the rule engine is built from source: a C compiler is needed (Debian, Ubuntu: apt install gcc) / 需要 C 编译器" >&2; \
	    exit 1; \
	}
	@echo "installing what pyproject.toml names / 正在安装依赖" >&2
	@$(ENGINE) $(PIP) install $(FROM_SOURCE) --editable . >&2
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@$(PIP) install --editable '.[dev]' >&2
	@touch $@
