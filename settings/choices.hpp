// The spelling of the values of each choice in config.ini, in the order of the enum.
#pragma once

#include "settings/settings.hpp"

#include <array>
#include <string_view>

namespace acumage::settings {

template <class E>
struct choice_words;

template <>
struct choice_words<policy::price_preference> {
  static constexpr std::array<std::string_view, 2> words{"default_price", "sales_price"};
};
template <>
struct choice_words<inventory_mode> {
  static constexpr std::array<std::string_view, 2> words{"configured", "branch_wise"};
};
template <>
struct choice_words<quantity_choice> {
  static constexpr std::array<std::string_view, 3> words{"available", "available_for_shipping",
                                                         "on_hand"};
};
template <>
struct choice_words<incomplete_rule> {
  static constexpr std::array<std::string_view, 2> words{"hold", "publish"};
};
template <>
struct choice_words<vendor_preference> {
  static constexpr std::array<std::string_view, 3> words{"exclude", "separate", "add_to_total"};
};
template <>
struct choice_words<shipment_trigger> {
  static constexpr std::array<std::string_view, 2> words{"confirmation", "invoice_release"};
};
template <>
struct choice_words<policy::shipment_stage> {
  static constexpr std::array<std::string_view, 3> words{"confirmed", "released", "open"};
};
template <>
struct choice_words<policy::shipment_kind> {
  static constexpr std::array<std::string_view, 3> words{"shipment", "drop_shipment", "transfer"};
};
template <>
struct choice_words<policy::shipment_direction> {
  static constexpr std::array<std::string_view, 2> words{"issue", "receipt"};
};
template <>
struct choice_words<policy::item_sale> {
  static constexpr std::array<std::string_view, 2> words{"sold", "not_sold"};
};
template <>
struct choice_words<erp_sign_in> {
  static constexpr std::array<std::string_view, 2> words{"oauth", "password"};
};
template <>
struct choice_words<erp_odata> {
  static constexpr std::array<std::string_view, 2> words{"v4", "v3"};
};
template <>
struct choice_words<pull_source> {
  static constexpr std::array<std::string_view, 3> words{"gi", "entity", "dac"};
};
template <>
struct choice_words<absent_rule> {
  static constexpr std::array<std::string_view, 2> words{"keep", "zero"};
};
template <>
struct choice_words<compared_entity> {
  static constexpr std::array<std::string_view, 4> words{"pricing", "inventory", "shipment",
                                                         "order"};
};
template <>
struct choice_words<lost_push_rule> {
  static constexpr std::array<std::string_view, 2> words{"alert", "resync"};
};
template <>
struct choice_words<unknown_sku_rule> {
  static constexpr std::array<std::string_view, 2> words{"park", "ignore"};
};
template <>
struct choice_words<log_level> {
  static constexpr std::array<std::string_view, 4> words{"error", "warn", "info", "debug"};
};
template <>
struct choice_words<log_format> {
  static constexpr std::array<std::string_view, 2> words{"logfmt", "json"};
};

}  // namespace acumage::settings
