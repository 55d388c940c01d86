"""What the columns of a task table hold, read from their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from typing import Final

from tui.model.text import count_characters, squeeze

_LONGEST: Final = 20
"""Letters of the longest name of a column that is looked at where a row may be a head or not."""


class Role(Enum):
    """What a column holds."""

    NUMBER = auto()
    GROUP = auto()
    """A wider heading that several tasks share: 类别, 领域."""
    TASK = auto()
    DETAIL = auto()
    """More on the task: 主要内容, 工作要求, 存在问题, 目标; the task itself where no column says so more clearly."""
    LEAD = auto()
    DUTY = auto()
    """责任单位: leads where nothing else names any, else participants."""
    PART = auto()
    DUE = auto()
    PERSON = auto()
    """姓名, 职务, 联系人, 电话: a table with no clearer task than 职责 lists persons."""
    OTHER = auto()
    """成果形式, 备注, 分管领导, 推广范围 and the like: known, and no part of a task."""
    UNKNOWN = auto()


_BODY: Final = "(?:部门|单位|机构|机关|主体|处室|科室|地区|方)?"
_ROLES: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.NUMBER, "序号?|.{0,4}(?:序号|编号|编码)|项次|序列|no\\.?"),
        (Role.PERSON, ".*(?:姓名|职务|职称|联系人|联络员|联系方式|电话|手机).*"),
        (Role.TASK, ".*(?:督办|督导|督查|监督|交办|转办|批示|批办|议定|决定|部署)(?:事项|任务|内容|工作|要点|件)"),
        (
            Role.OTHER,
            ".*(?:牵头|主办|协助|配合|协办|参与|参加|实施|落实|执行|跟踪|督促|完成)人员?|.*(?:领导|责任人|负责人|督办|督导|督查|监督|备注|说明|成果|范围"
            "|分值|得分|权重|资金|投资|进展|来源|依据|文号|签字|(?<!问题)情况).*"
            "|.*(?:目前|当前|最新|形象|实际)进度|.*(?:目标|指标|完成)数?值|.*(?:启动|开工|开始|起始|交办|下达|立项"
            "|印发|发布|受理|登记|填报|报送|更新|检查)(?:时间|日期)",
        ),
        (Role.DUE, ".*(?:时限|时间|期限|进度|日期|节点|期程|时程).*"),
        (Role.LEAD, f"(?:.*(?:牵头|主办|主责|主政|指导|统筹单位|统筹部门|第一责任).*{_BODY})"),
        (Role.PART, f"(?:.*(?:参加|参与|成员|配合|协办|协同|协作|协力|支持|会办|协助|联办|会同).*{_BODY})"),
        (
            Role.DUTY,
            ".*(?:责任|负责|承办|承接|承建|认领|承担|落实|实施|执行|主管|推进|完成|办理|考核|权责|整改)(?:部门|单位|机构|机关|主体|处室|科室|地区|方)"
            "|(?:责任|任务|职责|工作|部门|单位)?分工|部门|单位|责任",
        ),
        (Role.TASK, ".*(?:建议|提案|议案|实事|信访)(?:名称|题目|标题|案由|内容|事项)|案由"),
        (Role.GROUP, ".{0,6}(?:类别|类型|分类)|领域|方面|板块|一级指标|大项|章节"),
        (Role.DETAIL, ".*要求|(?:(?!任务|措施|举措|事项).)*问题(?:(?!任务|措施|举措|事项).)*|.*目标"),
        (Role.TASK, ".*(?:任务|举措|事项|工作|措施|项目|指标|目标|职责|条款|政策|行动|工程|问题).*"),
        (Role.DETAIL, ".*(?:内容|要求|标准|描述|概况|规模).*"),
    )
)


def names_duties(cells: Iterable[str]) -> bool:
    """Whether the cells of a row name columns of a task table: two of them at least do."""
    short = (cell for cell in cells if count_characters(cell) <= _LONGEST)
    return sum(role_of(cell) not in {Role.UNKNOWN, Role.NUMBER} for cell in short) > 1


def role_of(name: str) -> Role:
    """What a column of this name holds; UNKNOWN where the words are none that head a column."""
    if len(name) > 80:
        return Role.UNKNOWN
    word = re.sub(r"[（(].*?[）)]", "", squeeze(name)) or squeeze(name)
    word = re.split("[及和/、]|(?<!参)与", word)[0] or word
    if not word or len(word) > 14 or re.search("[。，；、:]", word.rstrip(":")):
        return Role.UNKNOWN
    return next((role for role, pattern in _ROLES if pattern.fullmatch(word)), Role.UNKNOWN)
