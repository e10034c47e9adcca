// Every combination of what ERP, node and store may hold of a key has one class, and its remedy names a command.
#include "policy/reconciliation.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace acumage::policy {
namespace {

/// Seven letters: ERP, node, remembered, store, waits, parked, letter. `x`, `y`, `z` are values, `-` is
/// none, `.` is an ERP that was not asked, `p` parked and `l` an open dead letter.
using code = std::string;

std::optional<std::string> value_of(char letter) {
  if (letter == '-' || letter == '.') return std::nullopt;
  return std::string{letter == 'x' ? "1" : letter == 'y' ? "2" : "3"};
}

compared values_of(const code& of) {
  compared all;
  all.key = "LAMP-07";
  all.erp_asked = of[0] != '.';
  all.erp = value_of(of[0]);
  all.node = value_of(of[1]);
  all.remembered = value_of(of[2]);
  all.store = value_of(of[3]);
  all.waits = value_of(of[4]);
  all.parked = of[5] == 'p';
  all.dead_letter = of[6] == 'l' ? 42 : 0;
  return all;
}

/// What cannot be: the node's value is what it would publish when nothing was delivered, and only what
/// waits is parked.
bool possible(const code& of) {
  return (of[1] != '-' || of[2] == '-') && (of[4] != '-' || of[5] == '-');
}

std::vector<code> combinations() {
  const std::vector<std::string_view> letters{".-y", "-xy", "-xy", "-xyz", "-xy", "-p", "-l"};
  std::vector<code> all{""};
  for (const auto each : letters) {
    std::vector<code> longer;
    for (const auto& begun : all)
      for (const char letter : each) longer.push_back(begun + letter);
    all = std::move(longer);
  }
  std::erase_if(all, [](const code& each) { return !possible(each); });
  return all;
}

struct row {
  std::string_view pattern;  ///< `*` is anything; the first that matches counts
  sync_class what;
};

const std::vector<row>& table() {
  using enum sync_class;
  static const std::vector<row> rows{
      // The ERP has no such record.
      {"-**xx**", absent_in_erp},
      {"-**yy**", absent_in_erp},
      {"-***x**", in_flight},
      {"-***y**", in_flight},
      {"-----**", agree},
      {"-******", absent_in_erp},
      // The ERP has y.
      {"y**-y-*", in_flight},
      {"y**-***", unknown_in_store},
      {"y**yy**", agree},
      {"y**yx**", lost_push},
      {"y-*y-**", agree},
      {"yy*y-**", agree},
      {"yxyy-**", agree},
      {"yx*y-**", lost_push},
      {"y***y**", in_flight},
      {"y*****l", dead_letter},
      {"y**xx**", lost_push},
      {"y**zx**", both},
      {"yy*x-**", store_edited},
      {"yy*z-**", store_edited},
      {"y-*x-**", lost_push},
      {"y-*z-**", lost_push},
      {"yx*x-**", lost_push},
      {"yx*z-**", both},
      // No ERP is configured: node against store.
      {".--*--l", dead_letter},
      {".--*---", unreadable},
      {".**-x-*", in_flight},
      {".**-y-*", in_flight},
      {".**-***", unknown_in_store},
      {".**xx**", agree},
      {".**yy**", agree},
      {".***x**", in_flight},
      {".***y**", in_flight},
      {".*xx-**", agree},
      {".*yy-**", agree},
      {".x-x-**", agree},
      {".y-y-**", agree},
      {".*****l", dead_letter},
      {".xx*-**", store_edited},
      {".yy*-**", store_edited},
      {".x-*-**", store_edited},
      {".y-*-**", store_edited},
      {".xyx-**", lost_push},
      {".yxy-**", lost_push},
      {".xyz-**", both},
      {".yxz-**", both},
  };
  return rows;
}

bool matches(std::string_view pattern, const code& of) {
  for (std::size_t i = 0; i < of.size(); ++i)
    if (pattern[i] != '*' && pattern[i] != of[i]) return false;
  return true;
}

std::optional<sync_class> wanted(const code& of) {
  for (const auto& each : table())
    if (matches(each.pattern, of)) return each.what;
  return std::nullopt;
}

TEST_CASE("reconciliation: every combination of values has the class of the table") {
  const auto all = combinations();
  CHECK(all.size() > 500);
  for (const auto& each : all) {
    CAPTURE(each);
    const auto expected = wanted(each);
    REQUIRE(expected.has_value());
    const auto found = compare(values_of(each));
    CHECK(to_string(found.what) == to_string(*expected));
    const bool told = found.what != sync_class::agree;
    CHECK((found.remedy.find("`acumage ") != std::string::npos) == told);
  }
}

TEST_CASE("reconciliation: what is unreadable or unmapped has that class, whatever else is known") {
  for (const auto& each : combinations()) {
    CAPTURE(each);
    auto values = values_of(each);
    values.words = "500: Report ID";
    values.not_mapped = true;
    CHECK(compare(values).what == sync_class::not_mapped);
    values.unreadable = true;
    const auto found = compare(values);
    CHECK(found.what == sync_class::unreadable);
    CHECK(found.remedy.starts_with("500: Report ID; "));
  }
}

TEST_CASE("reconciliation: an ERP without the record is not the same as no ERP") {
  CHECK(compare(values_of("-xxx---")).what == sync_class::absent_in_erp);
  CHECK(compare(values_of(".xxx---")).what == sync_class::agree);
  CHECK(is_difference(sync_class::absent_in_erp));
  CHECK_FALSE(is_difference(sync_class::agree));
  CHECK_FALSE(is_difference(sync_class::in_flight));
}

TEST_CASE(
    "reconciliation: a store that suffices agrees with what is remembered, and with no other") {
  auto values = values_of("yyyz---");
  values.store_suffices = true;
  CHECK(compare(values).what == sync_class::agree);
  values = values_of("yxxz---");
  values.store_suffices = true;
  CHECK(compare(values).what == sync_class::lost_push);
}

TEST_CASE(
    "reconciliation: a store that suffices for the ERP needs nothing that the node never had") {
  auto values = values_of("y--z---");
  CHECK(compare(values).what == sync_class::lost_push);
  values.erp_suffices = true;
  CHECK(compare(values).what == sync_class::agree);
  values = values_of("yxxz---");
  values.erp_suffices = true;
  CHECK(compare(values).what == sync_class::lost_push);  // the node is behind
}

TEST_CASE("reconciliation: the remedy names the exact command") {
  const auto remedy = [](const char* of) { return compare(values_of(of)).remedy; };
  CHECK(remedy("yxxx---").find("`acumage reconcile pricing --key LAMP-07 --fix node`") !=
        std::string::npos);
  CHECK(remedy("yxyx---").find("`acumage republish --entity pricing --key LAMP-07`") !=
        std::string::npos);
  CHECK(remedy("yyyz---").find("`acumage reconcile pricing --key LAMP-07 --fix store`") !=
        std::string::npos);
  CHECK(remedy("yxxz---").find("`acumage resync pricing --key LAMP-07 --force`") !=
        std::string::npos);
  CHECK(remedy("yxyx--l").find("`acumage dead-letters replay --id 42`") != std::string::npos);
  CHECK(remedy("yyy-yp-").find("`acumage waiting retry --entity pricing --key LAMP-07`") !=
        std::string::npos);
  CHECK(remedy("yyy---l").find("`acumage dead-letters replay --id 42`") != std::string::npos);
  CHECK(remedy(".yy----").find("`acumage republish --entity pricing --key LAMP-07`") !=
        std::string::npos);
  auto document = values_of("yxxx---");
  document.entity = entity::order;
  document.key = "SO SO'7";
  CHECK(compare(document).remedy.find("`acumage reconcile order --key 'SO SO'\\''7' --fix node`") !=
        std::string::npos);
}

TEST_CASE(
    "reconciliation: figures are the same at the store's precision, texts in any letter case") {
  CHECK(same_value(entity::pricing, "29.95", "29.949999999999999"));
  CHECK(same_value(entity::pricing, "100000000000000", "1.0e+14"));
  CHECK(same_value(entity::pricing, "1", "1.0000004"));
  CHECK_FALSE(same_value(entity::pricing, "1", "1.0000005"));
  CHECK(same_value(entity::inventory, "5", "5.00004"));
  CHECK_FALSE(same_value(entity::inventory, "5", "5.0001"));
  CHECK_FALSE(same_value(entity::inventory, "5", "5 out of stock"));
  CHECK(same_value(entity::order, "Processing", " processing"));
  CHECK_FALSE(same_value(entity::order, "1", "1.0"));
}

TEST_CASE("reconciliation: keys are joined in any letter case, without padding") {
  CHECK(joining_key(entity::pricing, " lamp-07  ") == joining_key(entity::pricing, "LAMP-07"));
  CHECK(joining_key(entity::inventory, "Lamp@07 @MAIN") ==
        joining_key(entity::inventory, "LAMP@07@main"));
  CHECK(joining_key(entity::inventory, "A@B") != joining_key(entity::inventory, "AB"));
}

TEST_CASE("reconciliation: classes have the names of the API, both ways") {
  for (std::size_t i = 0; i < sync_class_count; ++i) {
    const auto each = static_cast<sync_class>(i);
    CHECK(sync_class_from(to_string(each)) == each);
  }
  CHECK_FALSE(sync_class_from("equal").has_value());
}

}  // namespace
}  // namespace acumage::policy
