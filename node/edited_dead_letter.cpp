#include "node/edited_dead_letter.hpp"

#include "acumatica/change_json.hpp"
#include "node/lane_check.hpp"

#include <string>
#include <utility>

namespace acumage::node {

result<api::edited_letter> edited_letter(storage::ledger& in, std::uint64_t id,
                                         std::string_view change, const edit_rules& by) {
  auto letter = in.letter(id);
  if (!letter) return letter.problem();
  if (letter->state != letter_state::open)
    return error{errc::conflict,
                 "dead letter " + std::to_string(id) + ": is " +
                     std::string{to_string(letter->state)} + "; expected an open one",
                 {}};
  auto& what = letter->change.what;
  const bool routed = letter->reason != letter_class::unrouted;
  auto edited = acumatica::read_edited(change, what, routed, by.reading->aliases);
  if (!edited) return edited.problem();
  if (!letter->original) letter->original = change_rows{what.key, what.inserted, what.deleted};
  what = std::move(*edited);
  api::edited_letter made{std::move(*letter), {}};
  if (!routed) return made;
  auto ruling = lane_would(in, made.letter.change, by);
  if (!ruling) return ruling.problem();
  made.ruling = std::move(*ruling);
  return made;
}

result<api::edited_letter> edit_letter(storage::ledger& in, std::uint64_t id,
                                       std::string_view change, const edit_rules& by) {
  auto edited = edited_letter(in, id, change, by);
  if (!edited) return edited;
  const auto& what = edited->letter.change.what;
  auto kept = in.edit_letter(id, {what.key, what.inserted, what.deleted});
  if (!kept) return kept.problem();
  edited->letter = std::move(*kept);
  return edited;
}

}  // namespace acumage::node
