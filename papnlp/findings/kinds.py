"""The kinds of cues and mentions, as bits: an item may be of several kinds.

A kind is a table and a key of the cue files: ``decrease.verb`` is the key
``verb`` of the table ``[decrease]``.
"""

from __future__ import annotations

from typing import Final

ARMS_ACTIVE: Final = 1 << 0
ARMS_ALL: Final = 1 << 1
ARMS_ALLOCATE: Final = 1 << 2
ARMS_BETWEEN: Final = 1 << 3
ARMS_BOTH: Final = 1 << 4
ARMS_COMPARE: Final = 1 << 5
ARMS_CONTROL: Final = 1 << 6
ARMS_DENIABLE: Final = 1 << 7
ARMS_DENIED: Final = 1 << 8
ARMS_EITHER: Final = 1 << 9
ARMS_FORMER: Final = 1 << 10
ARMS_LABEL: Final = 1 << 11
ARMS_THREE: Final = 1 << 130
ARMS_FOUR: Final = 1 << 131
CLAIM_ANNOUNCE: Final = 1 << 132
CLAIM_PRIMARY: Final = 1 << 133
ROLES_BEFORE: Final = 1 << 134
COMPARATOR_WITH: Final = 1 << 135
ROLES_DURATION: Final = 1 << 136
ARMS_JOINT: Final = 1 << 137
HARM_FELT: Final = 1 << 138
NEGATION_AFTER: Final = 1 << 143
ROLES_LATER: Final = 1 << 144
ROLES_WITHIN: Final = 1 << 145
HARM_EXTRA: Final = 1 << 146
MEANS_FAILED: Final = 1 << 147
MEANS_VAIN: Final = 1 << 155
ARMS_BARE: Final = 1 << 148
INCIDENCE_ABSENT: Final = 1 << 156
PROVIDE_LASTING: Final = 1 << 157
HARM_PRICE: Final = 1 << 158
VALUE_ORDER: Final = 1 << 159
MIXED_OPEN: Final = 1 << 160
INCIDENCE_REST: Final = 1 << 161
TRIALS_EVIDENCE: Final = 1 << 162
TRIALS_SCARCE: Final = 1 << 163
PREVENT_DELAY: Final = 1 << 164
NEGATION_APART: Final = 1 << 165
INCIDENCE_HAD: Final = 1 << 149
PREVENT_AIM: Final = 1 << 150
HARM_STOPPED: Final = 1 << 151
HARM_DUE: Final = 1 << 152
SAME_ALL: Final = 1 << 154
MENTION_RELIEF: Final = 1 << 153
"""Set for outcomes that are achieved, such as pain relief, beside ``MENTION_OUTCOME``."""
ARMS_OTHERS: Final = 1 << 139
SAME_MANNER: Final = 1 << 140
INCIDENCE_COUNTED: Final = 1 << 141
ROLES_ALL_PAINS: Final = 1 << 142
ARMS_LATTER: Final = 1 << 12
ARMS_MEMBERS: Final = 1 << 13
ARMS_NEWER: Final = 1 << 14
ARMS_PLURAL: Final = 1 << 15
ARMS_PRONOUN: Final = 1 << 16
ARMS_RECEIVE: Final = 1 << 17
ARMS_SINGULAR: Final = 1 << 18
ARMS_TECHNIQUE: Final = 1 << 19
BETTER_ADJECTIVE: Final = 1 << 20
BETTER_COMPARATIVE: Final = 1 << 21
BETTER_COMPARATIVE_TO: Final = 1 << 22
BETTER_FAVOUR: Final = 1 << 23
BETTER_NOUN: Final = 1 << 24
BETTER_VERB: Final = 1 << 25
BOUNDARY_CLOSING: Final = 1 << 26
BOUNDARY_MIDDLE: Final = 1 << 27
BOUNDARY_SEGMENT: Final = 1 << 28
BOUNDARY_STRONG: Final = 1 << 29
BOUNDARY_WEAK: Final = 1 << 30
CLAIM_AIM: Final = 1 << 31
CLAIM_BACKGROUND: Final = 1 << 32
CLAIM_CALL: Final = 1 << 33
CLAIM_DEFINE: Final = 1 << 34
CLAIM_FOUND: Final = 1 << 35
CLAIM_METHOD: Final = 1 << 36
CLAIM_PLAN: Final = 1 << 37
CLAIM_RECOMMEND: Final = 1 << 38
CLAIM_UNKNOWN: Final = 1 << 39
COMPARATOR_AFTER: Final = 1 << 40
COMPARATOR_BEFORE: Final = 1 << 41
COMPARATOR_OVER: Final = 1 << 42
CONSUMPTION_AFTER: Final = 1 << 128
CONSUMPTION_BEFORE: Final = 1 << 129
DECREASE_ADJECTIVE: Final = 1 << 43
DECREASE_COMPARATIVE: Final = 1 << 44
DECREASE_COMPARATIVE_TO: Final = 1 << 45
DECREASE_FAVOUR: Final = 1 << 46
DECREASE_NOUN: Final = 1 << 47
DECREASE_VERB: Final = 1 << 48
DIFFER_NOUN: Final = 1 << 49
DIFFER_VERB: Final = 1 << 50
EFFECT_NOUN: Final = 1 << 51
EFFECT_VERB: Final = 1 << 52
ELLIPSIS_FINAL: Final = 1 << 53
ELLIPSIS_NOT: Final = 1 << 54
ELLIPSIS_SAME: Final = 1 << 55
HARM_CAUSED: Final = 1 << 56
HARM_EVENT: Final = 1 << 57
HARM_FEW: Final = 1 << 58
HARM_LOCATED: Final = 1 << 59
HARM_MANY: Final = 1 << 60
HARM_NONE: Final = 1 << 61
HARM_OCCUR: Final = 1 << 62
HARM_REASON: Final = 1 << 63
HARM_WORD: Final = 1 << 64
HEDGE_BRACKET: Final = 1 << 65
HEDGE_BRACKET_ALL: Final = 1 << 66
HEDGE_CLAUSE: Final = 1 << 67
HEDGE_SENTENCE: Final = 1 << 68
IGNORE_PHRASE: Final = 1 << 69
INCIDENCE_REPORTED: Final = 1 << 70
INCIDENCE_WORD: Final = 1 << 71
INCREASE_ADJECTIVE: Final = 1 << 72
INCREASE_COMPARATIVE: Final = 1 << 73
INCREASE_COMPARATIVE_TO: Final = 1 << 74
INCREASE_FAVOUR: Final = 1 << 75
INCREASE_NOUN: Final = 1 << 76
INCREASE_VERB: Final = 1 << 77
MEANS_ADDED: Final = 1 << 78
MEANS_ADDING: Final = 1 << 79
MEANS_AFTER: Final = 1 << 80
MEANS_BEFORE: Final = 1 << 81
MEANS_COMPLETED: Final = 1 << 82
MENTION_INTERVENTION: Final = 1 << 83
MENTION_OUTCOME: Final = 1 << 84
MENTION_PAIN_TYPE: Final = 1 << 85
MIXED_PREDICATE: Final = 1 << 86
NEGATION_AUXILIARY: Final = 1 << 87
NEGATION_BEFORE: Final = 1 << 88
PREVENT_ADJECTIVE: Final = 1 << 89
PREVENT_COMPARATIVE: Final = 1 << 90
PREVENT_COMPARATIVE_TO: Final = 1 << 91
PREVENT_FAVOUR: Final = 1 << 92
PREVENT_NOUN: Final = 1 << 93
PREVENT_VERB: Final = 1 << 94
PROVIDE_VERB: Final = 1 << 95
RELIEVE_ADJECTIVE: Final = 1 << 96
RELIEVE_COMPARATIVE: Final = 1 << 97
RELIEVE_COMPARATIVE_TO: Final = 1 << 98
RELIEVE_FAVOUR: Final = 1 << 99
RELIEVE_NOUN: Final = 1 << 100
RELIEVE_VERB: Final = 1 << 101
ROLES_ASIDE: Final = 1 << 102
ROLES_ASIDE_AFTER: Final = 1 << 103
ROLES_BASELINE: Final = 1 << 104
ROLES_CONDITION: Final = 1 << 105
ROLES_EARLY: Final = 1 << 106
ROLES_EFFICACY: Final = 1 << 107
ROLES_PAIN: Final = 1 << 108
ROLES_SAME_OUTCOME: Final = 1 << 109
SAME_ADJECTIVE: Final = 1 << 110
SAME_LEVEL: Final = 1 << 111
SAME_PREDICATE: Final = 1 << 112
SAME_PREDICATE_TO: Final = 1 << 113
SAME_STATE: Final = 1 << 114
SIGNIFICANCE_HINT: Final = 1 << 115
SIGNIFICANCE_NO: Final = 1 << 116
SIGNIFICANCE_NULL: Final = 1 << 117
SIGNIFICANCE_YES: Final = 1 << 118
TRIALS_NONE: Final = 1 << 119
TRIALS_PART: Final = 1 << 120
VALUE_COPULA: Final = 1 << 121
WORSE_ADJECTIVE: Final = 1 << 122
WORSE_COMPARATIVE: Final = 1 << 123
WORSE_COMPARATIVE_TO: Final = 1 << 124
WORSE_FAVOUR: Final = 1 << 125
WORSE_NOUN: Final = 1 << 126
WORSE_VERB: Final = 1 << 127

BY_NAME: Final = {
    "arms.active": ARMS_ACTIVE,
    "arms.all": ARMS_ALL,
    "arms.allocate": ARMS_ALLOCATE,
    "arms.bare": ARMS_BARE,
    "arms.between": ARMS_BETWEEN,
    "arms.both": ARMS_BOTH,
    "arms.compare": ARMS_COMPARE,
    "arms.control": ARMS_CONTROL,
    "arms.deniable": ARMS_DENIABLE,
    "arms.denied": ARMS_DENIED,
    "arms.either": ARMS_EITHER,
    "arms.four": ARMS_FOUR,
    "arms.former": ARMS_FORMER,
    "arms.joint": ARMS_JOINT,
    "arms.label": ARMS_LABEL,
    "arms.latter": ARMS_LATTER,
    "arms.members": ARMS_MEMBERS,
    "arms.newer": ARMS_NEWER,
    "arms.others": ARMS_OTHERS,
    "arms.plural": ARMS_PLURAL,
    "arms.pronoun": ARMS_PRONOUN,
    "arms.receive": ARMS_RECEIVE,
    "arms.singular": ARMS_SINGULAR,
    "arms.technique": ARMS_TECHNIQUE,
    "arms.three": ARMS_THREE,
    "better.adjective": BETTER_ADJECTIVE,
    "better.comparative": BETTER_COMPARATIVE,
    "better.comparative_to": BETTER_COMPARATIVE_TO,
    "better.favour": BETTER_FAVOUR,
    "better.noun": BETTER_NOUN,
    "better.verb": BETTER_VERB,
    "boundary.closing": BOUNDARY_CLOSING,
    "boundary.middle": BOUNDARY_MIDDLE,
    "boundary.segment": BOUNDARY_SEGMENT,
    "boundary.strong": BOUNDARY_STRONG,
    "boundary.weak": BOUNDARY_WEAK,
    "claim.aim": CLAIM_AIM,
    "claim.announce": CLAIM_ANNOUNCE,
    "claim.background": CLAIM_BACKGROUND,
    "claim.call": CLAIM_CALL,
    "claim.define": CLAIM_DEFINE,
    "claim.found": CLAIM_FOUND,
    "claim.method": CLAIM_METHOD,
    "claim.plan": CLAIM_PLAN,
    "claim.primary": CLAIM_PRIMARY,
    "claim.recommend": CLAIM_RECOMMEND,
    "claim.unknown": CLAIM_UNKNOWN,
    "comparator.after": COMPARATOR_AFTER,
    "comparator.before": COMPARATOR_BEFORE,
    "comparator.over": COMPARATOR_OVER,
    "comparator.with": COMPARATOR_WITH,
    "consumption.after": CONSUMPTION_AFTER,
    "consumption.before": CONSUMPTION_BEFORE,
    "decrease.adjective": DECREASE_ADJECTIVE,
    "decrease.comparative": DECREASE_COMPARATIVE,
    "decrease.comparative_to": DECREASE_COMPARATIVE_TO,
    "decrease.favour": DECREASE_FAVOUR,
    "decrease.noun": DECREASE_NOUN,
    "decrease.verb": DECREASE_VERB,
    "differ.noun": DIFFER_NOUN,
    "differ.verb": DIFFER_VERB,
    "effect.noun": EFFECT_NOUN,
    "effect.verb": EFFECT_VERB,
    "ellipsis.final": ELLIPSIS_FINAL,
    "ellipsis.not": ELLIPSIS_NOT,
    "ellipsis.same": ELLIPSIS_SAME,
    "harm.caused": HARM_CAUSED,
    "harm.event": HARM_EVENT,
    "harm.extra": HARM_EXTRA,
    "harm.felt": HARM_FELT,
    "harm.few": HARM_FEW,
    "harm.located": HARM_LOCATED,
    "harm.many": HARM_MANY,
    "harm.none": HARM_NONE,
    "harm.occur": HARM_OCCUR,
    "harm.reason": HARM_REASON,
    "harm.word": HARM_WORD,
    "hedge.bracket": HEDGE_BRACKET,
    "hedge.bracket_all": HEDGE_BRACKET_ALL,
    "hedge.clause": HEDGE_CLAUSE,
    "hedge.sentence": HEDGE_SENTENCE,
    "ignore.phrase": IGNORE_PHRASE,
    "incidence.counted": INCIDENCE_COUNTED,
    "provide.lasting": PROVIDE_LASTING,
    "incidence.rest": INCIDENCE_REST,
    "prevent.delay": PREVENT_DELAY,
    "negation.apart": NEGATION_APART,
    "trials.scarce": TRIALS_SCARCE,
    "trials.evidence": TRIALS_EVIDENCE,
    "incidence.absent": INCIDENCE_ABSENT,
    "incidence.had": INCIDENCE_HAD,
    "prevent.aim": PREVENT_AIM,
    "harm.stopped": HARM_STOPPED,
    "harm.due": HARM_DUE,
    "harm.price": HARM_PRICE,
    "same.all": SAME_ALL,
    "incidence.reported": INCIDENCE_REPORTED,
    "incidence.word": INCIDENCE_WORD,
    "increase.adjective": INCREASE_ADJECTIVE,
    "increase.comparative": INCREASE_COMPARATIVE,
    "increase.comparative_to": INCREASE_COMPARATIVE_TO,
    "increase.favour": INCREASE_FAVOUR,
    "increase.noun": INCREASE_NOUN,
    "increase.verb": INCREASE_VERB,
    "means.added": MEANS_ADDED,
    "means.adding": MEANS_ADDING,
    "means.after": MEANS_AFTER,
    "means.before": MEANS_BEFORE,
    "means.failed": MEANS_FAILED,
    "means.vain": MEANS_VAIN,
    "means.completed": MEANS_COMPLETED,
    "mention.intervention": MENTION_INTERVENTION,
    "mention.outcome": MENTION_OUTCOME,
    "mention.pain_type": MENTION_PAIN_TYPE,
    "mixed.open": MIXED_OPEN,
    "mixed.predicate": MIXED_PREDICATE,
    "negation.after": NEGATION_AFTER,
    "negation.auxiliary": NEGATION_AUXILIARY,
    "negation.before": NEGATION_BEFORE,
    "prevent.adjective": PREVENT_ADJECTIVE,
    "prevent.comparative": PREVENT_COMPARATIVE,
    "prevent.comparative_to": PREVENT_COMPARATIVE_TO,
    "prevent.favour": PREVENT_FAVOUR,
    "prevent.noun": PREVENT_NOUN,
    "prevent.verb": PREVENT_VERB,
    "provide.verb": PROVIDE_VERB,
    "relieve.adjective": RELIEVE_ADJECTIVE,
    "relieve.comparative": RELIEVE_COMPARATIVE,
    "relieve.comparative_to": RELIEVE_COMPARATIVE_TO,
    "relieve.favour": RELIEVE_FAVOUR,
    "relieve.noun": RELIEVE_NOUN,
    "relieve.verb": RELIEVE_VERB,
    "roles.all_pains": ROLES_ALL_PAINS,
    "roles.aside": ROLES_ASIDE,
    "roles.aside_after": ROLES_ASIDE_AFTER,
    "roles.baseline": ROLES_BASELINE,
    "roles.before": ROLES_BEFORE,
    "roles.condition": ROLES_CONDITION,
    "roles.duration": ROLES_DURATION,
    "roles.early": ROLES_EARLY,
    "roles.efficacy": ROLES_EFFICACY,
    "roles.later": ROLES_LATER,
    "roles.pain": ROLES_PAIN,
    "roles.same_outcome": ROLES_SAME_OUTCOME,
    "roles.within": ROLES_WITHIN,
    "same.adjective": SAME_ADJECTIVE,
    "same.manner": SAME_MANNER,
    "same.level": SAME_LEVEL,
    "same.predicate": SAME_PREDICATE,
    "same.predicate_to": SAME_PREDICATE_TO,
    "same.state": SAME_STATE,
    "significance.hint": SIGNIFICANCE_HINT,
    "significance.no": SIGNIFICANCE_NO,
    "significance.null": SIGNIFICANCE_NULL,
    "significance.yes": SIGNIFICANCE_YES,
    "trials.none": TRIALS_NONE,
    "trials.part": TRIALS_PART,
    "value.order": VALUE_ORDER,
    "value.copula": VALUE_COPULA,
    "worse.adjective": WORSE_ADJECTIVE,
    "worse.comparative": WORSE_COMPARATIVE,
    "worse.comparative_to": WORSE_COMPARATIVE_TO,
    "worse.favour": WORSE_FAVOUR,
    "worse.noun": WORSE_NOUN,
    "worse.verb": WORSE_VERB,
}


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
MENTIONED: Final = MENTION_INTERVENTION | MENTION_OUTCOME | MENTION_PAIN_TYPE | HARM
MENTION: Final = {
    "INTERVENTION": MENTION_INTERVENTION,
    "PAIN_TYPE": MENTION_PAIN_TYPE,
    "OUTCOME": MENTION_OUTCOME,
}
