"""The kinds of cues and mentions, as bits: an item may be of several kinds.

A kind is a table and a key of the cue files: ``decrease.verb`` is the key
``verb`` of the table ``[decrease]``.
"""

from __future__ import annotations

import sys
from typing import Final

ARMS_ACTIVE: Final = 1 << 0
ARMS_ALL: Final = 1 << 1
ARMS_ALLOCATE: Final = 1 << 2
ARMS_BARE: Final = 1 << 3
ARMS_BETWEEN: Final = 1 << 4
ARMS_BETWEEN_TWO: Final = 1 << 5
ARMS_BOTH: Final = 1 << 6
ARMS_COMPARE: Final = 1 << 7
ARMS_CONTROL: Final = 1 << 8
ARMS_DENIABLE: Final = 1 << 9
ARMS_DENIED: Final = 1 << 10
ARMS_EITHER: Final = 1 << 11
ARMS_FORMER: Final = 1 << 12
ARMS_FOUR: Final = 1 << 13
ARMS_JOINT: Final = 1 << 14
ARMS_LABEL: Final = 1 << 15
ARMS_LATTER: Final = 1 << 16
ARMS_MEMBERS: Final = 1 << 17
ARMS_NEWER: Final = 1 << 18
ARMS_OTHERS: Final = 1 << 19
ARMS_PLURAL: Final = 1 << 20
ARMS_PRONOUN: Final = 1 << 21
ARMS_RECEIVE: Final = 1 << 22
ARMS_REPLACE: Final = 1 << 23
ARMS_SINGULAR: Final = 1 << 24
ARMS_SUPPLANT: Final = 1 << 25
ARMS_TECHNIQUE: Final = 1 << 26
ARMS_THREE: Final = 1 << 27
ARMS_UNLIKE: Final = 1 << 28
ARMS_YIELD: Final = 1 << 29
BETTER_ADJECTIVE: Final = 1 << 30
BETTER_COMPARATIVE: Final = 1 << 31
BETTER_COMPARATIVE_TO: Final = 1 << 32
BETTER_FAVOUR: Final = 1 << 33
BETTER_NOUN: Final = 1 << 34
BETTER_VERB: Final = 1 << 35
BOUNDARY_CLOSING: Final = 1 << 36
BOUNDARY_MIDDLE: Final = 1 << 37
BOUNDARY_SEGMENT: Final = 1 << 38
BOUNDARY_STRONG: Final = 1 << 39
BOUNDARY_WEAK: Final = 1 << 40
CLAIM_AIM: Final = 1 << 41
CLAIM_ANNOUNCE: Final = 1 << 42
CLAIM_BACKGROUND: Final = 1 << 43
CLAIM_CALL: Final = 1 << 44
CLAIM_DEFINE: Final = 1 << 45
CLAIM_FOUND: Final = 1 << 46
CLAIM_METHOD: Final = 1 << 47
CLAIM_PLAN: Final = 1 << 48
CLAIM_PRIMARY: Final = 1 << 49
CLAIM_RECOMMEND: Final = 1 << 50
CLAIM_UNKNOWN: Final = 1 << 51
COMPARATOR_AFTER: Final = 1 << 52
COMPARATOR_BEFORE: Final = 1 << 53
COMPARATOR_OVER: Final = 1 << 54
COMPARATOR_WITH: Final = 1 << 55
CONDITION_CLOSES: Final = 1 << 56
CONDITION_OPENS: Final = 1 << 57
CONSUMPTION_AFTER: Final = 1 << 58
CONSUMPTION_BEFORE: Final = 1 << 59
CONSUMPTION_DRUG: Final = 1 << 60
CONSUMPTION_ENDS: Final = 1 << 61
CONSUMPTION_LAST: Final = 1 << 62
DECREASE_ADJECTIVE: Final = 1 << 63
DECREASE_COMPARATIVE: Final = 1 << 64
DECREASE_COMPARATIVE_TO: Final = 1 << 65
DECREASE_FAVOUR: Final = 1 << 66
DECREASE_NOUN: Final = 1 << 67
DECREASE_VERB: Final = 1 << 68
DIFFER_NOUN: Final = 1 << 69
DIFFER_VERB: Final = 1 << 70
EFFECT_NOUN: Final = 1 << 71
EFFECT_VERB: Final = 1 << 72
ELLIPSIS_FINAL: Final = 1 << 73
ELLIPSIS_MORE: Final = 1 << 74
ELLIPSIS_NOT: Final = 1 << 75
ELLIPSIS_SAME: Final = 1 << 76
ELLIPSIS_WHOLE: Final = 1 << 77
HARM_CAUSED: Final = 1 << 78
HARM_COST: Final = 1 << 79
HARM_DUE: Final = 1 << 80
HARM_EVENT: Final = 1 << 81
HARM_EXTRA: Final = 1 << 82
HARM_FELT: Final = 1 << 83
HARM_FEW: Final = 1 << 84
HARM_LISTED: Final = 1 << 85
HARM_LOCATED: Final = 1 << 86
HARM_MANY: Final = 1 << 87
HARM_MERIT: Final = 1 << 88
HARM_NONE: Final = 1 << 89
HARM_OCCUR: Final = 1 << 90
HARM_PASSED: Final = 1 << 91
HARM_PRICE: Final = 1 << 92
HARM_REASON: Final = 1 << 93
HARM_SPARED: Final = 1 << 94
HARM_STOPPED: Final = 1 << 95
HARM_WORD: Final = 1 << 96
HEDGE_BRACKET: Final = 1 << 97
HEDGE_BRACKET_ALL: Final = 1 << 98
HEDGE_CLAUSE: Final = 1 << 99
HEDGE_SENTENCE: Final = 1 << 100
IGNORE_PHRASE: Final = 1 << 101
INCIDENCE_ABSENT: Final = 1 << 102
INCIDENCE_ATTACKS: Final = 1 << 103
INCIDENCE_COUNTED: Final = 1 << 104
INCIDENCE_HAD: Final = 1 << 105
INCIDENCE_REPORTED: Final = 1 << 106
INCIDENCE_REST: Final = 1 << 107
INCIDENCE_WORD: Final = 1 << 108
INCREASE_ADJECTIVE: Final = 1 << 109
INCREASE_COMPARATIVE: Final = 1 << 110
INCREASE_COMPARATIVE_TO: Final = 1 << 111
INCREASE_FAVOUR: Final = 1 << 112
INCREASE_NOUN: Final = 1 << 113
INCREASE_VERB: Final = 1 << 114
LOST_FADES: Final = 1 << 115
LOST_GONE: Final = 1 << 116
LOST_MERIT: Final = 1 << 117
MEANS_ADDED: Final = 1 << 118
MEANS_ADDING: Final = 1 << 119
MEANS_AFTER: Final = 1 << 120
MEANS_BEFORE: Final = 1 << 121
MEANS_COMPLETED: Final = 1 << 122
MEANS_FAILED: Final = 1 << 123
MEANS_VAIN: Final = 1 << 124
MENTION_INTERVENTION: Final = 1 << 125
MENTION_OUTCOME: Final = 1 << 126
MENTION_PAIN_TYPE: Final = 1 << 127
MENTION_RELIEF: Final = 1 << 128
MIXED_OPEN: Final = 1 << 129
MIXED_PREDICATE: Final = 1 << 130
NEGATION_AFTER: Final = 1 << 131
NEGATION_APART: Final = 1 << 132
NEGATION_AUXILIARY: Final = 1 << 133
NEGATION_BEFORE: Final = 1 << 134
PREVENT_ADJECTIVE: Final = 1 << 135
PREVENT_AIM: Final = 1 << 136
PREVENT_COMPARATIVE: Final = 1 << 137
PREVENT_COMPARATIVE_TO: Final = 1 << 138
PREVENT_DELAY: Final = 1 << 139
PREVENT_FAVOUR: Final = 1 << 140
PREVENT_NOUN: Final = 1 << 141
PREVENT_VERB: Final = 1 << 142
PROVIDE_LASTING: Final = 1 << 143
PROVIDE_VERB: Final = 1 << 144
RELATION_CLOSES: Final = 1 << 145
RELATION_JOINS: Final = 1 << 146
RELATION_NONE: Final = 1 << 147
RELIEVE_ADJECTIVE: Final = 1 << 148
RELIEVE_COMPARATIVE: Final = 1 << 149
RELIEVE_COMPARATIVE_TO: Final = 1 << 150
RELIEVE_FAVOUR: Final = 1 << 151
RELIEVE_NOUN: Final = 1 << 152
RELIEVE_VERB: Final = 1 << 153
ROLES_ALL_PAINS: Final = 1 << 154
ROLES_ASIDE: Final = 1 << 155
ROLES_ASIDE_AFTER: Final = 1 << 156
ROLES_BASELINE: Final = 1 << 157
ROLES_BEFORE: Final = 1 << 158
ROLES_CAUSE_AFTER: Final = 1 << 159
ROLES_CAUSE_BEFORE: Final = 1 << 160
ROLES_CONDITION: Final = 1 << 161
ROLES_DURATION: Final = 1 << 162
ROLES_EARLY: Final = 1 << 163
ROLES_EFFICACY: Final = 1 << 164
ROLES_FIRST: Final = 1 << 165
ROLES_FIRST_AFTER: Final = 1 << 166
ROLES_GRADED: Final = 1 << 167
ROLES_LATER: Final = 1 << 168
ROLES_PAIN: Final = 1 << 169
ROLES_POPULATION: Final = 1 << 170
ROLES_SAME_OUTCOME: Final = 1 << 171
ROLES_WITHIN: Final = 1 << 172
SAME_ADJECTIVE: Final = 1 << 173
SAME_ALL: Final = 1 << 174
SAME_LEVEL: Final = 1 << 175
SAME_MANNER: Final = 1 << 176
SAME_PREDICATE: Final = 1 << 177
SAME_PREDICATE_TO: Final = 1 << 178
SAME_STATE: Final = 1 << 179
SAME_UNMOVED: Final = 1 << 180
SAME_UNMOVED_AROUND: Final = 1 << 181
SIGNIFICANCE_HINT: Final = 1 << 182
SIGNIFICANCE_NO: Final = 1 << 183
SIGNIFICANCE_NULL: Final = 1 << 184
SIGNIFICANCE_YES: Final = 1 << 185
TRIALS_EVIDENCE: Final = 1 << 186
TRIALS_NONE: Final = 1 << 187
TRIALS_PART: Final = 1 << 188
TRIALS_SCARCE: Final = 1 << 189
VALUE_COPULA: Final = 1 << 190
VALUE_ORDER: Final = 1 << 191
WORSE_ADJECTIVE: Final = 1 << 192
WORSE_COMPARATIVE: Final = 1 << 193
WORSE_COMPARATIVE_TO: Final = 1 << 194
WORSE_FAVOUR: Final = 1 << 195
WORSE_NOUN: Final = 1 << 196
WORSE_VERB: Final = 1 << 197

BY_NAME: Final = {
    name.lower().replace("_", ".", 1): bit
    for name, bit in list(vars(sys.modules[__name__]).items())
    if name.isupper() and isinstance(bit, int)
}
"""The bit of each kind by the name that it has in the cue files."""


def _forms(names: str, forms: str) -> int:
    """Return the kinds of some tables in some forms."""
    mask = 0
    for name in names.split():
        for form in forms.split():
            mask |= BY_NAME.get(f"{name}.{form}", 0)
    return mask


def family(name: str) -> int:
    """Return all kinds of one table of change."""
    return _forms(name, "verb comparative comparative_to noun adjective favour")


_MOVING: Final = "decrease increase better worse relieve prevent"
VERBS: Final = _forms(_MOVING, "verb")
CHANGE: Final = _forms(_MOVING, "verb comparative comparative_to noun adjective favour")
COMPARATIVE: Final = (
    _forms("decrease increase better worse", "comparative comparative_to favour")
    | SAME_PREDICATE_TO
)
TAKES_TO: Final = _forms("decrease increase better worse", "comparative_to") | SAME_PREDICATE_TO
MAGNITUDE: Final = _forms("decrease increase", "comparative comparative_to")
SAME: Final = (
    SAME_STATE | SAME_PREDICATE | SAME_PREDICATE_TO | SAME_ADJECTIVE | SAME_LEVEL | SAME_MANNER
)
DIFFER: Final = DIFFER_VERB | DIFFER_NOUN
ELLIPSIS: Final = ELLIPSIS_SAME | ELLIPSIS_NOT
EFFECT: Final = EFFECT_VERB | EFFECT_NOUN
HARM: Final = HARM_WORD | HARM_EVENT
STRONG: Final = (
    CHANGE | SAME | DIFFER | ELLIPSIS | MIXED_PREDICATE | MIXED_OPEN | HARM_NONE | SIGNIFICANCE_NO
)
SILENT: Final = CLAIM_UNKNOWN | CLAIM_CALL | CLAIM_RECOMMEND | CLAIM_PLAN
BOUNDARY: Final = BOUNDARY_STRONG | BOUNDARY_MIDDLE | BOUNDARY_WEAK
ARMS: Final = (
    ARMS_BOTH
    | ARMS_ALL
    | ARMS_NEWER
    | ARMS_ACTIVE
    | ARMS_CONTROL
    | ARMS_FORMER
    | ARMS_LATTER
    | ARMS_OTHERS
    | ARMS_LABEL
    | ARMS_THREE
    | ARMS_FOUR
    | ARMS_PRONOUN
    | ARMS_TECHNIQUE
)
REPLACING: Final = ARMS_REPLACE | ARMS_SUPPLANT | ARMS_YIELD
MENTIONED: Final = MENTION_INTERVENTION | MENTION_OUTCOME | MENTION_PAIN_TYPE | HARM
MENTION: Final = {
    "INTERVENTION": MENTION_INTERVENTION,
    "PAIN_TYPE": MENTION_PAIN_TYPE,
    "OUTCOME": MENTION_OUTCOME,
}
