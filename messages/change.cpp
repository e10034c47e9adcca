#include "messages/change.hpp"

#include <array>

namespace acumage {

std::string_view to_string(change_source which) {
  constexpr std::array<std::string_view, change_source_count> names{"unknown", "push", "sent",
                                                                    "pull", "node"};
  return names.at(static_cast<std::size_t>(which));
}

change_source source_of(const change& what) {
  if (what.kind == change_kind::republish) return change_source::node;
  if (what.query.empty()) return change_source::sent;
  return what.id.starts_with(pulled_id) ? change_source::pull : change_source::push;
}

}  // namespace acumage
