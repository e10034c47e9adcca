#include "erp/reading.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace acumage::erp {

namespace {

/// A page of one row cannot show that there are more.
constexpr std::size_t least_page = 2;

/// Rows of one key; a record of more is none that the node takes.
constexpr std::size_t most_held = 10'000;

cursor start_of(std::size_t page_size, std::optional<cursor> from) {
  auto made = from ? std::move(*from) : cursor{};
  if (made.page_size == 0) made.page_size = page_size;
  made.page_size = std::max(made.page_size, least_page);
  return made;
}

}  // namespace

reading::reading(client& way, inquiry what, window when, std::size_t page_size,
                 std::optional<cursor> from, std::optional<facts> known)
    : way_{way},
      what_{std::move(what)},
      when_{when},
      paging_{start_of(page_size, std::move(from))},
      known_{std::move(known)} {}

query reading::next() const {
  const auto protocol = protocol_of(way_.settings(), what_);
  const auto& time = known_->time;
  std::vector<std::string> conditions;
  if (when_.from)
    conditions.push_back(what_.modified + " ge " +
                         time_literal(widened_from(*when_.from, time), time, protocol));
  if (when_.until)
    conditions.push_back(what_.modified + " lt " +
                         time_literal(widened_until(*when_.until, time), time, protocol));
  const auto& key = what_.key.front();
  conditions.push_back(paging_.condition(key, known_->about.type_of(key), protocol));
  conditions.push_back(what_.filter);
  return {.filter = all_of(conditions),
          .order = listed(what_.key),
          .top = paging_.at().page_size,
          .skip = paging_.skip()};
}

expected<reading::page> reading::step() {
  if (paging_.is_over()) return page{{}, {}, way_.clock().value_or(0), true, paging_.at()};
  if (!known_) {
    auto found = survey(way_, what_, when_.bounded());
    if (!found) return found.problem();
    const bool whole = !when_.bounded() && paging_.at().where == cursor::place::start;
    if (whole)  // an inquiry in another order would lose rows without a word
      if (const auto probed = probe_resume(way_, what_, found->about); !probed)
        return probed.problem();
    known_ = std::move(*found);
  }
  for (;;) {
    if (const auto ready = way_.open(); !ready) return ready.problem();
    const auto asked_at = way_.clock().value_or(0);
    auto rows = fetch_page(way_, what_, next());
    if (rows) return take(std::move(*rows), asked_at);
    if (rows.problem().kind != trouble::too_large) return rows.problem();
    if (paging_.halve(smallest_page)) continue;
    auto wrong = rows.problem();
    wrong.message = "inquiry \"" + what_.name + "\": " + wrong.message + " with pages of " +
                    std::to_string(paging_.at().page_size) + " rows";
    wrong.remedy = "Remove the long columns from the inquiry.";
    return wrong;
  }
}

expected<reading::page> reading::take(std::vector<page_row> rows, ticks asked_at) {
  std::vector<paging::row> seen;
  for (const auto& one : rows) seen.push_back({one.key, id_of(one.text)});
  auto after = paging_;
  const auto verdict = after.take(seen);
  if (verdict.unstable)
    return problem{trouble::configuration,
                   "inquiry \"" + what_.name + "\": the rows of " + what_.key.front() + " " +
                       after.at().key + " have no stable order",
                   "Name further key columns in the settings, so that each row has its own key.",
                   {}};
  if (verdict.last && !after.at().any && when_.bounded()) {
    const auto any = has_rows(way_, what_);
    if (!any) return any.problem();
    if (!*any)
      return problem{trouble::absent,
                     "inquiry \"" + what_.name + "\": no rows, without the time window either",
                     "Check the conditions of the inquiry, its parameters, and the rights of the "
                     "user.",
                     {}};
  }
  paging_ = std::move(after);
  page made{{}, {}, asked_at, verdict.last, paging_.at()};
  for (const auto at : verdict.fresh) {
    if (rows[at].key != held_key_) release(made);
    held_key_ = rows[at].key;
    if (held_.rows.empty()) held_.asked_at = asked_at;
    const auto modified = read_iso(rows[at].modified);
    held_.changed.push_back(modified ? instant_of(*modified, known_->time) : 0);
    held_.rows.push_back(std::move(rows[at].text));
  }
  const bool more = what_.whole_keys && !made.last && held_key_ != "null";
  if (!more || held_.rows.size() >= most_held) release(made);
  // A reading that goes on from here reads once more what is held back.
  if (!held_.rows.empty())
    made.resume = {.where = cursor::place::from,
                   .key = held_key_,
                   .page_size = paging_.at().page_size,
                   .any = true};
  return made;
}

/// They count as read when the first of them was.
void reading::release(page& to) {
  if (held_.rows.empty()) return;
  to.asked_at = std::min(to.asked_at, held_.asked_at);
  std::move(held_.rows.begin(), held_.rows.end(), std::back_inserter(to.rows));
  to.changed.insert(to.changed.end(), held_.changed.begin(), held_.changed.end());
  held_.rows.clear();
  held_.changed.clear();
}

}  // namespace acumage::erp
