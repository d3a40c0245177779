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
ARMS_EITHER: Final = 1 << 7
ARMS_FORMER: Final = 1 << 8
ARMS_LABEL: Final = 1 << 9
ARMS_LATTER: Final = 1 << 10
ARMS_MEMBERS: Final = 1 << 11
ARMS_NEWER: Final = 1 << 12
ARMS_PRONOUN: Final = 1 << 13
ARMS_RECEIVE: Final = 1 << 14
ARMS_TECHNIQUE: Final = 1 << 15
BETTER_ADJECTIVE: Final = 1 << 16
BETTER_COMPARATIVE: Final = 1 << 17
BETTER_COMPARATIVE_TO: Final = 1 << 18
BETTER_FAVOUR: Final = 1 << 19
BETTER_NOUN: Final = 1 << 20
BETTER_VERB: Final = 1 << 21
BOUNDARY_MIDDLE: Final = 1 << 22
BOUNDARY_SEGMENT: Final = 1 << 23
BOUNDARY_STRONG: Final = 1 << 24
BOUNDARY_WEAK: Final = 1 << 25
CLAIM_AIM: Final = 1 << 26
CLAIM_BACKGROUND: Final = 1 << 27
CLAIM_CALL: Final = 1 << 28
CLAIM_FOUND: Final = 1 << 29
CLAIM_METHOD: Final = 1 << 30
CLAIM_PLAN: Final = 1 << 31
CLAIM_RECOMMEND: Final = 1 << 32
CLAIM_UNKNOWN: Final = 1 << 33
COMPARATOR_AFTER: Final = 1 << 34
COMPARATOR_BEFORE: Final = 1 << 35
COMPARATOR_OVER: Final = 1 << 36
DECREASE_ADJECTIVE: Final = 1 << 37
DECREASE_COMPARATIVE: Final = 1 << 38
DECREASE_COMPARATIVE_TO: Final = 1 << 39
DECREASE_FAVOUR: Final = 1 << 40
DECREASE_NOUN: Final = 1 << 41
DECREASE_VERB: Final = 1 << 42
DIFFER_NOUN: Final = 1 << 43
DIFFER_VERB: Final = 1 << 44
EFFECT_NOUN: Final = 1 << 45
EFFECT_VERB: Final = 1 << 46
ELLIPSIS_NOT: Final = 1 << 47
ELLIPSIS_SAME: Final = 1 << 48
HARM_CAUSED: Final = 1 << 49
HARM_EVENT: Final = 1 << 50
HARM_FEW: Final = 1 << 51
HARM_LOCATED: Final = 1 << 52
HARM_NONE: Final = 1 << 53
HARM_OCCUR: Final = 1 << 54
HARM_REASON: Final = 1 << 55
HARM_WORD: Final = 1 << 56
HEDGE_BRACKET: Final = 1 << 57
HEDGE_BRACKET_ALL: Final = 1 << 58
HEDGE_CLAUSE: Final = 1 << 59
HEDGE_SENTENCE: Final = 1 << 60
IGNORE_PHRASE: Final = 1 << 61
INCIDENCE_REPORTED: Final = 1 << 62
INCIDENCE_WORD: Final = 1 << 63
INCREASE_ADJECTIVE: Final = 1 << 64
INCREASE_COMPARATIVE: Final = 1 << 65
INCREASE_COMPARATIVE_TO: Final = 1 << 66
INCREASE_FAVOUR: Final = 1 << 67
INCREASE_NOUN: Final = 1 << 68
INCREASE_VERB: Final = 1 << 69
MEANS_ADDED: Final = 1 << 70
MEANS_AFTER: Final = 1 << 71
MEANS_BEFORE: Final = 1 << 72
MENTION_INTERVENTION: Final = 1 << 73
MENTION_OUTCOME: Final = 1 << 74
MENTION_PAIN_TYPE: Final = 1 << 75
MIXED_PREDICATE: Final = 1 << 76
HARM_MANY: Final = 1 << 123
MEANS_ADDING: Final = 1 << 124
ARMS_DENIED: Final = 1 << 125
ELLIPSIS_FINAL: Final = 1 << 121
MEANS_COMPLETED: Final = 1 << 122
NEGATION_AUXILIARY: Final = 1 << 120
NEGATION_BEFORE: Final = 1 << 77
PREVENT_ADJECTIVE: Final = 1 << 78
PREVENT_COMPARATIVE: Final = 1 << 79
PREVENT_COMPARATIVE_TO: Final = 1 << 80
PREVENT_FAVOUR: Final = 1 << 81
PREVENT_NOUN: Final = 1 << 82
PREVENT_VERB: Final = 1 << 83
PROVIDE_VERB: Final = 1 << 84
RELIEVE_ADJECTIVE: Final = 1 << 85
RELIEVE_COMPARATIVE: Final = 1 << 86
RELIEVE_COMPARATIVE_TO: Final = 1 << 87
RELIEVE_FAVOUR: Final = 1 << 88
RELIEVE_NOUN: Final = 1 << 89
RELIEVE_VERB: Final = 1 << 90
ROLES_ASIDE: Final = 1 << 91
ROLES_ASIDE_AFTER: Final = 1 << 92
ROLES_BASELINE: Final = 1 << 93
ROLES_CONDITION: Final = 1 << 94
ROLES_EARLY: Final = 1 << 95
ROLES_EFFICACY: Final = 1 << 96
ROLES_PAIN: Final = 1 << 97
ROLES_SAME_OUTCOME: Final = 1 << 98
SAME_ADJECTIVE: Final = 1 << 99
SAME_LEVEL: Final = 1 << 100
SAME_PREDICATE: Final = 1 << 101
SAME_PREDICATE_TO: Final = 1 << 102
SIGNIFICANCE_HINT: Final = 1 << 103
SIGNIFICANCE_NO: Final = 1 << 104
SIGNIFICANCE_NULL: Final = 1 << 105
SIGNIFICANCE_YES: Final = 1 << 106
TRIALS_PART: Final = 1 << 107
VALUE_COPULA: Final = 1 << 108
WORSE_ADJECTIVE: Final = 1 << 109
WORSE_COMPARATIVE: Final = 1 << 110
WORSE_COMPARATIVE_TO: Final = 1 << 111
WORSE_FAVOUR: Final = 1 << 112
WORSE_NOUN: Final = 1 << 113
WORSE_VERB: Final = 1 << 114

BY_NAME: Final = {
    "arms.active": ARMS_ACTIVE,
    "arms.all": ARMS_ALL,
    "arms.allocate": ARMS_ALLOCATE,
    "arms.between": ARMS_BETWEEN,
    "arms.both": ARMS_BOTH,
    "arms.compare": ARMS_COMPARE,
    "arms.control": ARMS_CONTROL,
    "arms.either": ARMS_EITHER,
    "arms.former": ARMS_FORMER,
    "arms.label": ARMS_LABEL,
    "arms.latter": ARMS_LATTER,
    "arms.members": ARMS_MEMBERS,
    "arms.newer": ARMS_NEWER,
    "arms.pronoun": ARMS_PRONOUN,
    "arms.receive": ARMS_RECEIVE,
    "arms.technique": ARMS_TECHNIQUE,
    "better.adjective": BETTER_ADJECTIVE,
    "better.comparative": BETTER_COMPARATIVE,
    "better.comparative_to": BETTER_COMPARATIVE_TO,
    "better.favour": BETTER_FAVOUR,
    "better.noun": BETTER_NOUN,
    "better.verb": BETTER_VERB,
    "boundary.middle": BOUNDARY_MIDDLE,
    "boundary.segment": BOUNDARY_SEGMENT,
    "boundary.strong": BOUNDARY_STRONG,
    "boundary.weak": BOUNDARY_WEAK,
    "claim.aim": CLAIM_AIM,
    "claim.background": CLAIM_BACKGROUND,
    "claim.call": CLAIM_CALL,
    "claim.found": CLAIM_FOUND,
    "claim.method": CLAIM_METHOD,
    "claim.plan": CLAIM_PLAN,
    "claim.recommend": CLAIM_RECOMMEND,
    "claim.unknown": CLAIM_UNKNOWN,
    "comparator.after": COMPARATOR_AFTER,
    "comparator.before": COMPARATOR_BEFORE,
    "comparator.over": COMPARATOR_OVER,
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
    "ellipsis.not": ELLIPSIS_NOT,
    "ellipsis.same": ELLIPSIS_SAME,
    "harm.caused": HARM_CAUSED,
    "harm.event": HARM_EVENT,
    "harm.few": HARM_FEW,
    "harm.located": HARM_LOCATED,
    "harm.none": HARM_NONE,
    "harm.occur": HARM_OCCUR,
    "harm.reason": HARM_REASON,
    "harm.word": HARM_WORD,
    "hedge.bracket": HEDGE_BRACKET,
    "hedge.bracket_all": HEDGE_BRACKET_ALL,
    "hedge.clause": HEDGE_CLAUSE,
    "hedge.sentence": HEDGE_SENTENCE,
    "ignore.phrase": IGNORE_PHRASE,
    "incidence.reported": INCIDENCE_REPORTED,
    "incidence.word": INCIDENCE_WORD,
    "increase.adjective": INCREASE_ADJECTIVE,
    "increase.comparative": INCREASE_COMPARATIVE,
    "increase.comparative_to": INCREASE_COMPARATIVE_TO,
    "increase.favour": INCREASE_FAVOUR,
    "increase.noun": INCREASE_NOUN,
    "increase.verb": INCREASE_VERB,
    "means.added": MEANS_ADDED,
    "means.after": MEANS_AFTER,
    "means.before": MEANS_BEFORE,
    "mention.intervention": MENTION_INTERVENTION,
    "mention.outcome": MENTION_OUTCOME,
    "mention.pain_type": MENTION_PAIN_TYPE,
    "mixed.predicate": MIXED_PREDICATE,
    "harm.many": HARM_MANY,
    "means.adding": MEANS_ADDING,
    "arms.denied": ARMS_DENIED,
    "ellipsis.final": ELLIPSIS_FINAL,
    "means.completed": MEANS_COMPLETED,
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
    "roles.aside": ROLES_ASIDE,
    "roles.aside_after": ROLES_ASIDE_AFTER,
    "roles.baseline": ROLES_BASELINE,
    "roles.condition": ROLES_CONDITION,
    "roles.early": ROLES_EARLY,
    "roles.efficacy": ROLES_EFFICACY,
    "roles.pain": ROLES_PAIN,
    "roles.same_outcome": ROLES_SAME_OUTCOME,
    "same.adjective": SAME_ADJECTIVE,
    "same.level": SAME_LEVEL,
    "same.predicate": SAME_PREDICATE,
    "same.predicate_to": SAME_PREDICATE_TO,
    "significance.hint": SIGNIFICANCE_HINT,
    "significance.no": SIGNIFICANCE_NO,
    "significance.null": SIGNIFICANCE_NULL,
    "significance.yes": SIGNIFICANCE_YES,
    "trials.part": TRIALS_PART,
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
CHANGE: Final = _forms(_MOVING, "verb comparative comparative_to noun adjective favour")
COMPARATIVE: Final = (
    _forms("decrease increase better worse", "comparative comparative_to favour")
    | SAME_PREDICATE_TO
)
TAKES_TO: Final = _forms("decrease increase better worse", "comparative_to") | SAME_PREDICATE_TO
MAGNITUDE: Final = _forms("decrease increase", "comparative comparative_to")
SAME: Final = SAME_PREDICATE | SAME_PREDICATE_TO | SAME_ADJECTIVE | SAME_LEVEL
DIFFER: Final = DIFFER_VERB | DIFFER_NOUN
ELLIPSIS: Final = ELLIPSIS_SAME | ELLIPSIS_NOT
EFFECT: Final = EFFECT_VERB | EFFECT_NOUN
HARM: Final = HARM_WORD | HARM_EVENT
STRONG: Final = CHANGE | SAME | DIFFER | ELLIPSIS | MIXED_PREDICATE | HARM_NONE | SIGNIFICANCE_NO
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
    | ARMS_LABEL
    | ARMS_PRONOUN
    | ARMS_TECHNIQUE
)
MENTION: Final = {
    "INTERVENTION": MENTION_INTERVENTION,
    "PAIN_TYPE": MENTION_PAIN_TYPE,
    "OUTCOME": MENTION_OUTCOME,
}
