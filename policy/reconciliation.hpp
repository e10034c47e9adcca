// Compares what the ERP, the node and the store have for a key, and names the difference and its remedy.
#pragma once

#include "messages/entity.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::policy {

enum class sync_class : std::uint8_t {
  agree,
  in_flight,         ///< a newer value is on its way to the store: not a difference
  lost_push,         ///< the store has what the node sent; the ERP has another value
  store_edited,      ///< ERP and node agree; the store has another value
  both,              ///< all three differ
  dead_letter,       ///< the value failed, and an open dead letter holds it
  unknown_in_store,  ///< the store does not have the record, or one of an unfit type
  absent_in_erp,     ///< the ERP no longer has the record, or it is inactive there
  not_mapped,        ///< no setting maps a value of the record
  unreadable,        ///< a side could not be read, so nothing is proven
};
inline constexpr std::size_t sync_class_count = 10;
std::string_view to_string(sync_class which);
std::optional<sync_class> sync_class_from(std::string_view name);

/// Whether a key of this class is reported once a second look has confirmed it.
constexpr bool is_difference(sync_class which) {
  return which != sync_class::agree && which != sync_class::in_flight;
}

/// The values of one key. Figures are exact decimals, other values texts as policy/sync_text.hpp writes them.
struct compared {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;                          ///< of the delivery
  bool erp_asked = false;                   ///< false: no ERP is configured, and `erp` is empty
  std::optional<std::string> erp{};         ///< empty, although asked: absent there
  std::optional<std::string> node{};        ///< last delivered; if none, what would be published
  std::optional<std::string> remembered{};  ///< what the node would publish now
  std::optional<std::string> store{};       ///< empty: unknown there
  std::optional<std::string> waits{};       ///< the newest value on its way to the store
  bool parked = false;                      ///< it waits for the store to know the record
  /// The store's value counts as the remembered one, although it differs (sync_text.hpp, suffices).
  bool store_suffices = false;
  bool erp_suffices = false;      ///< the same of the ERP's value
  std::uint64_t dead_letter = 0;  ///< an open one of the key; 0: none
  bool not_mapped = false;
  bool unreadable = false;
  std::string words{};  ///< why it is not mapped, or cannot be read
};

struct finding {
  sync_class what = sync_class::agree;
  std::string remedy;  ///< one sentence with the command to run; empty: nothing to do
};
/// Without an ERP, what the node remembers of it takes its place.
finding compare(const compared& values);

/// Whether the store keeps both as the same value: figures as exact decimals at the precision of
/// its column (price 6 decimals, quantity 4), other texts without regard to letter case.
bool same_value(entity which, std::string_view left, std::string_view right);

/// The key as the three sides are joined by it: letter case folded, each part trimmed.
std::string joining_key(entity which, std::string_view key);

}  // namespace acumage::policy
