#include "policy/erp_words.hpp"

#include "messages/key.hpp"

namespace acumage::policy {

std::string folded_word(std::string_view word) { return fold_key(trimmed(word)); }

word_table<shipment_stage> shipment_statuses() {
  using stage = shipment_stage;
  return {{"confirmed", stage::confirmed},
          {"f", stage::confirmed},
          {"partially invoiced", stage::confirmed},
          {"y", stage::confirmed},
          {"invoiced", stage::confirmed},
          {"i", stage::confirmed},
          {"receipted", stage::confirmed},
          {"r", stage::confirmed},
          {"completed", stage::released},
          {"c", stage::released},
          {"open", stage::open},
          {"n", stage::open},
          {"on hold", stage::open},
          {"h", stage::open},
          {"auto-generated", stage::open},
          {"a", stage::open},
          {"canceled", stage::open},
          {"cancelled", stage::open},
          {"l", stage::open}};
}

word_table<shipment_kind> shipment_types() {
  using kind = shipment_kind;
  return {{"shipment", kind::shipment},
          {"i", kind::shipment},
          {"drop-shipment", kind::drop_shipment},
          {"drop shipment", kind::drop_shipment},
          {"h", kind::drop_shipment},
          {"transfer", kind::transfer},
          {"t", kind::transfer}};
}

word_table<shipment_direction> shipment_operations() {
  return {{"issue", shipment_direction::issue},
          {"i", shipment_direction::issue},
          {"receipt", shipment_direction::receipt},
          {"r", shipment_direction::receipt}};
}

word_table<item_sale> item_statuses() {
  return {{"active", item_sale::sold},
          {"ac", item_sale::sold},
          {"no purchases", item_sale::sold},
          {"np", item_sale::sold},
          {"no request", item_sale::sold},
          {"nr", item_sale::sold},
          {"inactive", item_sale::not_sold},
          {"in", item_sale::not_sold},
          {"no sales", item_sale::not_sold},
          {"ns", item_sale::not_sold},
          {"marked for deletion", item_sale::not_sold},
          {"de", item_sale::not_sold}};
}

const word_table<bool>& flags() {
  static const word_table<bool> table{{"true", true}, {"1", true},      {"yes", true},
                                      {"y", true},    {"false", false}, {"0", false},
                                      {"no", false},  {"n", false},     {"", false}};
  return table;
}

}  // namespace acumage::policy
