// The sample notifications, read as the demo reads them.
#pragma once

#include "acumatica/notification.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace acumage::tests {

inline std::string sample_text(const std::string& name) {
  std::ifstream file{std::filesystem::path{TEST_DATA} / "../../samples" / name, std::ios::binary};
  REQUIRE_MESSAGE(file.good(), name);
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline acumatica::reading demo_reading() {
  acumatica::reading how;
  how.queries = {{"MC Price", entity::pricing},
                 {"MC Quantity", entity::inventory},
                 {"MC Shipment", entity::shipment},
                 {"MC Customer", entity::customer},
                 {"MC Order", entity::order}};
  how.company = "Northwind";
  return how;
}

inline parcel read_sample(const std::string& name) {
  const auto all = acumatica::read_notification(sample_text(name), demo_reading(), 0);
  REQUIRE_MESSAGE(all.ok(), name << ": " << (all.ok() ? "" : all.problem().message));
  return all->parcels.front();
}

/// The column's text; "-" when it is null, "absent" when there is none.
inline std::string cell_text(entity which, std::string_view json, acumatica::concept_id column) {
  const auto columns = acumatica::read_row(which, json, {});
  REQUIRE(columns.ok());
  const auto found = columns->find(column);
  if (found == columns->end()) return "absent";
  return found->second.type == acumatica::cell::kind::null ? "-" : found->second.text;
}

}  // namespace acumage::tests
