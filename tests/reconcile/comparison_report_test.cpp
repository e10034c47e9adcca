// A report is written beside its target, counted by class, and bounded in memory.
#include "reconcile/comparison_report.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace acumage::reconcile {
namespace {

namespace fs = std::filesystem;
using policy::sync_class;

std::string text_of(const fs::path& file) {
  std::ifstream from{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{from}, {}};
}

comparison_item edited(const std::string& key) {
  return {key, sync_class::store_edited, "1", "1", "2", "run it"};
}

TEST_CASE("comparison report: complete in the place of its target, or not there at all") {
  const tests::temp_dir folder;
  const auto target = folder / "report.csv";
  {
    auto report = comparison_report::begin(target);
    REQUIRE(report.ok());
    REQUIRE((*report)->add(edited("A")).ok());
    CHECK_FALSE(fs::exists(target));
  }
  CHECK(fs::is_empty(folder.path()));
  std::ofstream{folder / "report.csv.part"} << "left by a killed process";
  auto report = comparison_report::begin(target);
  REQUIRE(report.ok());
  REQUIRE((*report)->add(edited("LAMP \"07\", red")).ok());
  REQUIRE((*report)
              ->add({"B", sync_class::in_flight, "", "3", "4", "a newer value is on its way"})
              .ok());
  REQUIRE((*report)->keep().ok());
  report->reset();
  CHECK(text_of(target) ==
        "key,class,erp,node,store,remedy\r\n"
        "\"LAMP \"\"07\"\", red\",store_edited,1,1,2,run it\r\n"
        "B,in_flight,,3,4,a newer value is on its way\r\n");
  CHECK(fs::status(target).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK_FALSE(fs::exists(folder / "report.csv.part"));
}

TEST_CASE("comparison report: a link is not replaced, and a folder without access is an error") {
  const tests::temp_dir folder;
  fs::create_symlink("elsewhere", folder / "link.csv");
  CHECK(comparison_report::begin(folder / "link.csv").problem().code == errc::invalid);
  CHECK(comparison_report::begin(folder / "none/report.csv").problem().code ==
        errc::storage_failed);
}

TEST_CASE("comparison report: totals by class, a million keys") {
  const tests::temp_dir folder;
  auto begun = comparison_report::begin(folder / "report.csv");
  REQUIRE(begun.ok());
  auto& report = **begun;
  for (std::size_t i = 0; i < 1'500; ++i)
    REQUIRE(report.add(edited("SKU-" + std::to_string(i))).ok());
  REQUIRE(report.add({"X", sync_class::in_flight, {}, {}, {}, {}}).ok());
  while (report.checked() < comparison_report::most_keys)
    if (!report.count(sync_class::agree).ok()) break;
  CHECK(report.checked() == 1'000'000);
  CHECK(report.count(sync_class::agree).problem().code == errc::too_large);
  CHECK(report.add(edited("Y")).problem().code == errc::too_large);
  CHECK(report.total(sync_class::store_edited) == 1'500);
  CHECK(report.total(sync_class::in_flight) == 1);
  CHECK(report.total(sync_class::agree) == 1'000'000 - 1'501);
  CHECK(report.differences() == 1'500);
}

TEST_CASE("comparison report: an item shows the three values, and none as nothing") {
  policy::compared values;
  values.key = "LAMP-07";
  values.erp_asked = true;
  values.erp = "2";
  values.node = "1";
  const auto item = item_of(values, policy::compare(values));
  CHECK(item.key == "LAMP-07");
  CHECK(item.what == sync_class::unknown_in_store);
  CHECK(item.erp == "2");
  CHECK(item.node == "1");
  CHECK(item.store.empty());
  CHECK_FALSE(item.remedy.empty());
}

}  // namespace
}  // namespace acumage::reconcile
