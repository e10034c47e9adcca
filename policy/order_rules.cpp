#include "policy/order_rules.hpp"

#include "messages/key.hpp"
#include "policy/new_order.hpp"
#include "policy/order_record.hpp"
#include "policy/order_states.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::policy {

namespace {

/// Merges fields and notes the result.
class order_layer {
 public:
  order_layer(known_document& known, const version& at) : known_{known}, at_{at} {}

  void text(std::string_view path, const told_text& told) {
    if (!told) return;
    laid.told = true;
    laid.newer = known_.lay(path, *told, at_) || laid.newer;
  }

  void store_number(const told_column& told) {
    if (!told.text) return;
    const auto* known = known_.find("store_number");
    if (known == nullptr || known->value.empty() == told.text->empty())
      return text("store_number", told.text);
    laid.told = true;
    if (told.text->empty()) return;  // what is known is kept
    known_.fields.insert_or_assign("store_number", known_field{*told.text, at_});
    laid.newer = true;
  }

  void line(std::size_t place, const erp_order_line& told) {
    const auto path = "detail/" + std::to_string(place) + "/";
    const auto* before = known_.find(path + "item");
    const bool another = before != nullptr && told.item && before->at <= at_ &&
                         fold_key(before->value) != fold_key(*told.item);
    text(path + "item", told.item);
    // What is known of the previous item in this place does not apply to this one.
    const auto figure = [&](const char* name, const told_text& what) {
      text(path + name, another && !what ? told_text{""} : what);
    };
    figure("quantity", told.quantity);
    figure("unit_price", told.unit_price);
    figure("extended_price", told.extended_price);
  }

  void lines(const std::optional<std::vector<erp_order_line>>& told) {
    if (!told) return;
    text("detail/count", std::to_string(told->size()));
    for (std::size_t i = 0; i < told->size(); ++i) line(i + 1, (*told)[i]);
  }

  void address(const std::string& path, const std::optional<erp_order_address>& told) {
    if (!told) return;
    text(path + "/name", told->name);
    text(path + "/first_name", told->first_name);
    text(path + "/last_name", told->last_name);
    text(path + "/line_1", told->line_1);
    text(path + "/line_2", told->line_2);
    text(path + "/city", told->city);
    text(path + "/state", told->state);
    text(path + "/country", told->country);
    text(path + "/postal_code", told->postal_code);
    text(path + "/phone", told->phone);
  }

  laid_order laid;

 private:
  known_document& known_;
  const version& at_;
};

/// Final statuses of Acumatica and of Magento.
constexpr std::array<std::string_view, 6> last_words{"complete", "completed", "closed",
                                                     "canceled", "cancelled", "cancel"};

ruling parked(std::string words) {
  order_record record;
  record.waits = std::move(words);
  return publish{encode(record), {}};
}

ruling rule_on_born(const order_case& what, const std::string& mapped,
                    const order_options& options) {
  order_record record;
  record.number = created_number(what.known.key, options);
  record.erp_key = what.known.key;
  set_status(record, mapped);
  auto created = new_order_of(what.known, options);
  // Without everything needed to create the order, the node can send the status to an existing one.
  if (!created && !what.delivered_before)
    return reject{letter_class::data, created.problem().message};
  if (created) record.create = std::move(*created);
  return publish{encode(record), {}};
}

}  // namespace

laid_order lay_order(const erp_order_row& row, const version& at, known_document& known) {
  order_layer to{known, at};
  to.store_number(row.store_number);
  to.text("status", row.status);
  to.text("email", row.email);
  to.text("total", row.total);
  to.text("currency", row.currency);
  to.lines(row.lines);
  to.address("billing", row.billing);
  to.address("shipping", row.shipping);
  return to.laid;
}

bool is_over(const known_document& known, const order_options& options, bool delivered) {
  if (!options.types.contains(fold_key(split_order_key(known.key).type))) return true;
  const std::string status{known.text("status")};
  const auto ends = [](const std::string& word) {
    const auto folded = fold_key(trimmed(word));
    return std::find(last_words.begin(), last_words.end(), folded) != last_words.end();
  };
  const auto mapped = options.statuses.find(status);
  if (mapped == options.statuses.end()) return ends(status);
  return delivered && ends(mapped->second);
}

order_ruling rule_on_order(const order_case& what, const order_options& options) {
  if (!options.enabled) return {filter{"switched off"}};
  const auto type = split_order_key(what.known.key).type;
  if (!options.types.contains(fold_key(type))) return {filter{"order type"}};
  if (what.laid.told && !what.laid.newer) return {supersede{newer_known}};
  const auto* number = what.known.find("store_number");
  if (number == nullptr && !what.number_column_there)
    return {reject{letter_class::data, "order " + what.known.key + ": the row has no column " +
                                           options.number_column +
                                           "; expected it in the query, with the store's order "
                                           "number (order_sync.order_number_field)"}};
  if (number == nullptr) return {parked("no store order number known yet")};
  const bool born = number->value.empty();
  if (born && !options.create) return {filter{"created in the ERP"}};
  const std::string status{what.known.text("status")};
  if (status.empty()) return {parked("no status known yet")};
  const auto mapped = options.statuses.find(status);
  if (mapped == options.statuses.end()) return {filter{"unmapped status"}, true};
  if (born) return {rule_on_born(what, mapped->second, options)};
  order_record record;
  record.number = number->value;
  set_status(record, mapped->second);
  return {publish{encode(record), {}}};
}

}  // namespace acumage::policy
