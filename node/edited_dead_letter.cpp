#include "node/edited_dead_letter.hpp"

#include "acumatica/change_json.hpp"

#include <string>
#include <utility>

namespace acumage::node {

result<dead_letter> edited_letter(const storage::ledger& in, std::uint64_t id,
                                  std::string_view change, const acumatica::reading& how) {
  auto letter = in.letter(id);
  if (!letter) return letter.problem();
  if (letter->state != letter_state::open)
    return error{errc::conflict,
                 "dead letter " + std::to_string(id) + ": is " +
                     std::string{to_string(letter->state)} + "; expected an open one",
                 {}};
  auto& what = letter->change.what;
  const bool routed = letter->reason != letter_class::unrouted;
  auto edited = acumatica::read_edited(change, what, routed, how.aliases);
  if (!edited) return edited.problem();
  if (!letter->original) letter->original = change_rows{what.key, what.inserted, what.deleted};
  what = std::move(*edited);
  return letter;
}

result<dead_letter> edit_letter(storage::ledger& in, std::uint64_t id, std::string_view change,
                                const acumatica::reading& how) {
  const auto edited = edited_letter(in, id, change, how);
  if (!edited) return edited.problem();
  const auto& what = edited->change.what;
  return in.edit_letter(id, {what.key, what.inserted, what.deleted});
}

}  // namespace acumage::node
