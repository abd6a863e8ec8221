"""What was told of a debtor outside the two sides: to the credit bureau, and to the public.

The catalogue of documents names no place for these facts; they are this project's addition
(docs/decisions/0075-disclosures-in-the-case.md).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from recoverydocs.cases.types import Day, Entity, Text, Yuan


class CreditReport(Entity):
    """征信报送: one adverse item reported of a person, or about to be."""

    party: Text = Field(title="信息主体（当事人编号）")
    contract_no: Text | None = Field(None, title="合同编号")
    report_on: Day = Field(title="报送日期")
    amount: Yuan | None = Field(None, title="报送金额")
    notice: Text | None = Field(None, title="事先告知书文号")
    status: Literal["拟报送", "已报送", "已更正"] = Field(title="报送状态")


class Publication(Entity):
    """公开: what was, or is to be, published of a party's default."""

    party: Text = Field(title="当事人（当事人编号）")
    on: Day = Field(title="公开日期")
    medium: Text = Field(title="媒介")
    publisher: Literal["本机构", "人民法院"] = Field(title="公开主体")
    separate_consent: bool | None = Field(None, title="本人单独同意")
    approved_by: Text | None = Field(None, title="批准人（人员编号）")
    status: Literal["拟公开", "已公开"] = Field(title="公开状态")
