#include "bin/demo_samples.hpp"

#include "acumatica/change_json.hpp"
#include "acumatica/notification.hpp"
#include "bin/client_payload.hpp"
#include "bin/command_send.hpp"
#include "bin/node.hpp"
#include "bin/node_options.hpp"
#include "messages/key.hpp"
#include "policy/pricing_rules.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>
#include <variant>

#ifndef ACUMAGE_SAMPLES_DIR
#error "the build defines ACUMAGE_SAMPLES_DIR"
#endif

namespace acumage::bin {

namespace {

using acumatica::concept_id;

std::optional<std::string> text_of(const acumatica::row& columns, concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end() || found->second.type == acumatica::cell::kind::null)
    return std::nullopt;
  return found->second.text;
}

/// Keeps what is newest.
class newest_prices {
 public:
  newest_prices(const settings& with, demo_samples& into)
      : reading_{reading_of(with)},
        options_{
            .enabled = true, .price = with.price_sync.price, .decimals = with.price_sync.decimals},
        into_{into} {}

  status read(const payload& what) {
    for (const auto& each : what.rows) {
      auto read = what.route == intake_route::push
                      ? acumatica::read_notification(each, reading_, 0)
                      : acumatica::read_changes(each, acumatica::changes_form::json, reading_, 0);
      if (!read) return read.problem();
      for (const auto& parcel : read->parcels)
        if (!parcel.unrouted)
          for (const auto& change : parcel.changes) take(change);
    }
    return done();
  }

 private:
  void take(const change& what) {
    if (what.entity != entity::pricing || what.key.empty()) return;
    const auto sku = fold_key(what.key);
    if (seen_.try_emplace(sku).second) into_.skus.push_back(what.key);
    const auto columns = acumatica::read_row(entity::pricing, what.inserted, reading_.aliases);
    if (!columns) return;  // lone removals and rows that are none
    const auto ruling =
        policy::rule_on_price({.item = what.key,
                               .default_price = text_of(*columns, concept_id::default_price),
                               .sales_price = text_of(*columns, concept_id::sales_price),
                               .item_status = text_of(*columns, concept_id::item_status),
                               .damage = {}},
                              options_);
    const auto* const price = std::get_if<policy::publish>(&ruling);
    const version now{what.stamp, ++taken_};
    if (price == nullptr || now < seen_[sku]) return;
    seen_[sku] = now;
    into_.prices[sku] = price->value;
  }

  acumatica::reading reading_;
  policy::price_options options_;
  demo_samples& into_;
  std::map<std::string, version> seen_;  ///< of the price that counts
  std::uint64_t taken_ = 0;
};

}  // namespace

result<std::string> find_samples() {
  std::error_code ignored;
  for (const auto* const each : {ACUMAGE_SAMPLES_DIR, "/usr/share/acumage/samples"})
    if (std::filesystem::is_directory(each, ignored)) return std::string{each};
  return error{errc::not_found,
               std::string{ACUMAGE_SAMPLES_DIR} +
                   ": no such folder; expected the samples there or in /usr/share/acumage/samples",
               {}};
}

result<demo_samples> read_samples(const std::string& folder, const settings& with) {
  demo_samples made;
  auto files = expand_files({folder});
  if (!files) return files.problem();
  made.files = std::move(*files);
  newest_prices newest{with, made};
  for (const auto& file : made.files) {
    std::ifstream from{file, std::ios::binary};
    payload_reader reader{from, {}};
    while (const auto item = reader.next()) {
      if (const auto* const bad = std::get_if<bad_line>(&*item))
        return error{
            errc::invalid, file + ":" + std::to_string(bad->line) + ": " + bad->problem, {}};
      if (auto read = newest.read(std::get<payload>(*item)); !read) return read.problem();
    }
  }
  return made;
}

}  // namespace acumage::bin
