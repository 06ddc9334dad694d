"""Audits 政府信息公开工作年度报告: reads reports, checks them against declarative rules, keeps what it found."""

__version__ = "0.1.0"
