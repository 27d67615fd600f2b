"""referral 转介机构."""

from assistance.fields.listed import Listed
from engine.forms import FormContext


class Referral(Listed):
    """The key of a unit that takes referrals 转介."""

    name = "referral"

    def listed(self, key: str, context: FormContext) -> bool:
        return context.lookups.referral(key)
