//! Rules of membership: pure.

use super::{Refusal, sitekey_id};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Common, Reason};

/// A card that was read, with what the roster and the telephone say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    pub code: String,
    pub name: String,
    pub hub: bool,
    pub number: u32,
    pub sign: String,
    pub read: String,
    /// Its check number.
    pub digits: String,
    /// The digits that were typed, and whether they are the card's.
    pub typed: Option<(String, bool)>,
    /// The site's key in force signed for it.
    pub follows: bool,
    /// It is this machine's own key.
    pub own: bool,
}

/// A key that stands in the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: String,
    pub code: String,
    pub sign: String,
    pub ended: bool,
    /// It ended because the site changed it: it lies in the same key file as the one in force.
    pub rotated: bool,
}

/// What a card is judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddState {
    /// `None`: the text is no card.
    pub offered: Option<Offered>,
    /// Every key of the roster.
    pub keys: Vec<Known>,
    /// What the hub holds of the site now, JSON: `site.epoch.stream` to number.
    pub have: String,
}

/// Takes a card into the roster.
pub fn add(state: &AddState, ctx: &Ctx<'_>) -> Verdict {
    let Some(card) = &state.offered else { return Err(vec![Refusal::BadCard.into()]) };
    let mut reasons: Vec<Reason> = Vec::new();
    if !ctx.hub {
        reasons.push(Common::HubOnly.into());
    }
    let same = state.keys.iter().find(|k| k.sign == card.sign);
    if same.is_some_and(|k| k.code == card.code && !k.ended) && reasons.is_empty() {
        // Already there; nothing to compare, nothing to write.
        return Ok(Plan::default().tell("id", sitekey_id(&card.code, &card.sign)).tell("digits", card.digits.clone()));
    }
    if same.is_some() {
        reasons.push(Reason::of(Refusal::KeyUsed).fact("site", &card.code));
    }
    if card.code != ctx.site && card.hub {
        reasons.push(Reason::of(Refusal::SecondHub).fact("site", &card.code));
    }
    if !card.own && !card.follows {
        let of = |code: Refusal| Reason::of(code).fact("site", &card.code).fact("name", &card.name);
        match &card.typed {
            None => reasons.push(of(Refusal::DigitsMissing).fact("digits", &card.digits)),
            Some((given, false)) => reasons.push(of(Refusal::DigitsDiffer).fact("given", given)),
            Some((_, true)) => {}
        }
    }
    if card.code == ctx.site && !card.own {
        reasons.push(Refusal::OwnKey.into());
    }
    verdict(ctx, reasons, || {
        let id = sitekey_id(&card.code, &card.sign);
        let change = Change::of(id).set("code", card.code.clone()).set("name", card.name.clone()).set("hub", card.hub);
        let change = change.set("number", card.number).set("sign", card.sign.clone()).set("read", card.read.clone());
        let plan = Plan::one(change.set("since", ctx.at.0)).tell("site", card.code.clone()).tell("digits", card.digits.clone());
        let vouched = card.follows || card.own;
        let why = if vouched { "rotated" } else { "replaced" };
        // Whoever found the lost key file has the keys before it as well.
        let ends = |k: &&Known| k.code == card.code && (!k.ended || (k.rotated && !vouched));
        state.keys.iter().filter(ends).fold(plan, |plan, key| plan.and(end(key, why, &state.have, ctx)))
    })
}

/// What a withdrawal is judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevokeState {
    /// Code as given.
    pub code: String,
    /// Every key of the roster.
    pub keys: Vec<Known>,
    /// As in [`AddState`].
    pub have: String,
}

/// Withdraws a site's key as of what the hub holds.
pub fn revoke(state: &RevokeState, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons: Vec<Reason> = Vec::new();
    if !ctx.hub {
        reasons.push(Common::HubOnly.into());
    }
    if state.code == ctx.site {
        reasons.push(Refusal::OwnKey.into());
    }
    match state.keys.iter().find(|k| k.code == state.code && !k.ended) {
        Some(key) => verdict(ctx, reasons, || {
            let plan = Plan::one(end(key, "revoked", &state.have, ctx));
            let plan = plan.tell("site", state.code.clone()).tell("after", state.have.clone());
            // The thief has the keys before it as well: they lie in the same file.
            let earlier = state.keys.iter().filter(|k| k.code == state.code && k.rotated);
            earlier.fold(plan, |plan, key| plan.and(end(key, "revoked", &state.have, ctx)))
        }),
        None => {
            reasons.push(Reason::of(Refusal::NoKey).fact("site", &state.code));
            Err(reasons)
        }
    }
}

fn end(key: &Known, why: &str, have: &str, ctx: &Ctx<'_>) -> Change {
    Change::of(key.id.clone()).set("ended", ctx.at.0).set("why", why).set("after", have)
}

#[cfg(test)]
mod tests;
