#include "cli/demo/samples.hpp"

#include "acumatica/change_json.hpp"
#include "acumatica/notification.hpp"
#include "cli/client/payload.hpp"
#include "cli/commands/send_files.hpp"
#include "cli/demo/expected.hpp"
#include "settings/settings.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>
#include <variant>

#ifndef ACUMAGE_SAMPLES_DIR
#error "the build defines ACUMAGE_SAMPLES_DIR"
#endif

namespace acumage::demo {

namespace {

/// Reads one file and updates what is expected; returns the entity of its rows.
result<entity> read_file(const sample_file& file, expected_store& expected) {
  auto of = entity::pricing;
  std::ifstream from{file.path, std::ios::binary};
  client::payload_reader reader{from, {}};
  while (const auto item = reader.next()) {
    if (const auto* const bad = std::get_if<client::bad_line>(&*item))
      return error{
          errc::invalid, file.path + ":" + std::to_string(bad->line) + ": " + bad->problem, {}};
    const auto& what = std::get<client::payload>(*item);
    for (const auto& each : what.rows) {
      auto read =
          what.route == client::intake_route::push
              ? acumatica::read_notification(each, expected.reading(), 0)
              : acumatica::read_changes(each, acumatica::changes_form::json, expected.reading(), 0);
      if (!read) return read.problem();
      for (const auto& parcel : read->parcels) {
        if (parcel.unrouted) continue;
        for (const auto& change : parcel.changes) {
          of = change.entity;
          expected.take(change, file.kind);
        }
      }
    }
  }
  return of;
}

/// Takes from both in turns, as long as there are any.
std::vector<sample_file> in_turns(const std::vector<sample_file>& these,
                                  const std::vector<sample_file>& those) {
  std::vector<sample_file> all;
  for (std::size_t i = 0; i < std::max(these.size(), those.size()); ++i) {
    if (i < these.size()) all.push_back(these[i]);
    if (i < those.size()) all.push_back(those[i]);
  }
  return all;
}

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

result<demo_samples> read_samples(const std::string& folder, const settings::settings& with) {
  const auto paths = commands::expand_files({folder});
  if (!paths) return paths.problem();
  demo_samples made;
  expected_store expected{with, made};
  std::vector<sample_file> prices;
  std::vector<sample_file> quantities;
  std::vector<sample_file> documents;
  for (const auto& path : *paths) {
    const auto name = std::filesystem::path{path}.filename().string();
    const bool baseline = name.find("baseline") != std::string::npos;
    const sample_file file{path, baseline ? client::feed_kind::baseline : client::feed_kind::news};
    const auto of = read_file(file, expected);
    if (!of) return of.problem();
    if (!with.entities.at(index_of(*of))) continue;  // its lane would filter every row
    auto& turn = *of == entity::pricing     ? prices
                 : *of == entity::inventory ? quantities
                                            : documents;
    turn.push_back(file);
  }
  expected.add_up();
  made.files = in_turns(in_turns(prices, quantities), documents);
  return made;
}

}  // namespace acumage::demo
