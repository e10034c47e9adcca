#include "node/options.hpp"

#include "settings/wall_clock.hpp"
#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace acumage;
using namespace acumage::node;

namespace {

settings::settings with_oauth() {
  settings::settings value;
  value.connection.oauth_consumer_key = settings::secret{"ck"};
  value.connection.oauth_consumer_secret = settings::secret{"cs"};
  value.connection.oauth_token = settings::secret{"at"};
  value.connection.oauth_token_secret = settings::secret{"ts"};
  return value;
}

}  // namespace

TEST_CASE("node options: the four OAuth secrets sign, each time with a nonce of its own") {
  const auto where = store_address_of(with_oauth());
  REQUIRE(where.oauth.has_value());
  CHECK(where.oauth->secrets.consumer_key == "ck");
  CHECK(where.oauth->secrets.consumer_secret == "cs");
  CHECK(where.oauth->secrets.token == "at");
  CHECK(where.oauth->secrets.token_secret == "ts");
  std::set<std::string> nonces;
  for (int i = 0; i < 100; ++i) nonces.insert(where.oauth->next_nonce());
  CHECK(nonces.size() == 100);
  for (const auto& nonce : nonces) {
    CHECK(nonce.size() == 32);
    CHECK(nonce.find_first_not_of("0123456789abcdef") == std::string::npos);
  }
  const auto before = settings::wall_us() / 1'000'000;
  const auto seconds = where.oauth->unix_seconds();
  CHECK(seconds >= before);
  CHECK(seconds <= settings::wall_us() / 1'000'000);
}

TEST_CASE("node options: the credential is the token, the secrets or none") {
  settings::settings value;
  CHECK(credential_of(value) == magento::credential_kind::none);
  CHECK_FALSE(store_address_of(value).oauth.has_value());
  value.connection.bearer_token = settings::secret{"t"};
  CHECK(credential_of(value) == magento::credential_kind::bearer_token);
  CHECK(store_address_of(value).bearer_token == "t");
  CHECK_FALSE(store_address_of(value).oauth.has_value());
  CHECK(credential_of(with_oauth()) == magento::credential_kind::oauth);
}

TEST_CASE("node options: the store is reached through the proxy of the settings") {
  settings::settings value;
  CHECK(store_address_of(value).proxy.empty());
  value.connection.proxy = settings::secret{"http://ada:s3cr3t@proxy:3128"};
  CHECK(store_address_of(value).proxy == "http://ada:s3cr3t@proxy:3128");
}

TEST_CASE("inventory options: warehouse to source, configured") {
  settings::settings with;
  with.inventory_sync.warehouses = {"EAST ", "WEST"};
  CHECK(inventory_options_of(with).sources ==
        std::map<std::string, std::string>{{"east", "default"}, {"west", "default"}});
  CHECK(inventory_options_of(with).vendor_source == "default");
  with.warehouse_sources = {{"EAST", "wh_east"}, {"WEST", "wh_west"}, {"NORTH", "wh_north"}};
  CHECK(inventory_options_of(with).sources ==
        std::map<std::string, std::string>{{"east", "wh_east"}, {"west", "wh_west"}});
}

TEST_CASE("inventory options: warehouse to branch to source, branch-wise") {
  settings::settings with;
  with.inventory_sync.mode = settings::inventory_mode::branch_wise;
  with.inventory_sync.warehouses = {"NORTH"};  // not used in this mode
  with.branch_warehouses = {{"MAIN", {"EAST", "WEST"}}, {"OUTLET", {"SOUTH"}}};
  with.branch_sources = {{"MAIN", "default"}, {"OUTLET", "outlet"}};
  CHECK(inventory_options_of(with).sources ==
        std::map<std::string, std::string>{
            {"east", "default"}, {"south", "outlet"}, {"west", "default"}});
}

TEST_CASE("customer options: classes, groups and attributes go by folded names") {
  settings::settings with;
  with.customer_sync.classes = {"INTL ", "Local"};
  with.customer_sync.website_id = 2;
  with.customer_sync.default_group = 7;
  with.customer_groups = {{"INTL/TRADE", 3}, {"INTL", 2}};
  with.customer_attributes = {{"REGION", "erp_region"}};
  const auto off = customer_options_of(with);
  CHECK_FALSE(off.enabled);
  CHECK(off.classes == std::set<std::string>{"intl", "local"});
  CHECK(off.website_id == 2);
  CHECK(off.default_group == 7);
  CHECK(off.groups == std::map<std::string, int>{{"intl", 2}, {"intl/trade", 3}});
  CHECK(off.attributes.empty());
  with.entities.at(index_of(entity::customer)) = true;
  with.customer_sync.attributes = true;
  const auto on = customer_options_of(with);
  CHECK(on.enabled);
  CHECK(on.attributes == std::map<std::string, std::string>{{"region", "erp_region"}});
}

TEST_CASE("order options: types in any spelling, statuses by their exact text") {
  settings::settings with;
  with.entities.at(index_of(entity::order)) = true;
  with.order_sync.order_types = {"SO ", "ct"};
  with.order_statuses = {{"Completed", "complete"}, {"Canceled", "cancel"}};
  with.order_sync.create_erp_orders = true;
  with.order_sync.store_id = 3;
  const auto how = order_options_of(with);
  CHECK(how.types == std::set<std::string>{"ct", "so"});
  CHECK(how.statuses ==
        std::map<std::string, std::string>{{"Canceled", "cancel"}, {"Completed", "complete"}});
  CHECK(how.create);
  CHECK(how.store_id == 3);
  CHECK(how.number_column == "ExternalRef");
}

TEST_CASE("reading: the store's order number is in the column of the setting") {
  settings::settings with;
  with.order_sync.order_number_field = "Web Order";
  const auto how = reading_of(with);
  CHECK(how.max_rows == with.intake.max_unsettled);
  using acumatica::concept_id;
  CHECK(how.aliases.captions(entity::order, concept_id::store_order_number) ==
        std::vector<std::string_view>{"Web Order"});
}

TEST_CASE(
    "ledger options: days and sizes are those of the file [setting intake.duplicates_days] "
    "[setting intake.max_duplicates] [setting history.retention_days] [setting history.max_bytes] "
    "[setting storage.sync]") {
  const auto with = acumage::tests::load_text(
      "[intake]\nduplicates_days = 5\nmax_duplicates = 11\n"
      "[history]\nretention_days = 7\nmax_bytes = 2097152\n"
      "[storage]\nsync = false\n");
  REQUIRE(with.value.has_value());
  const auto how = ledger_options_of(*with.value);
  CHECK(how.duplicates_us == 5 * 86'400'000'000);
  CHECK(how.max_duplicates == 11);
  CHECK(how.history_us == 7 * 86'400'000'000);
  CHECK(how.max_history_bytes == 2'097'152);
  CHECK_FALSE(how.sync);
}

TEST_CASE(
    "store address: how long a connection may take is that of the file [setting "
    "connection.connect_timeout]") {
  const auto with = acumage::tests::load_text("[connection]\nconnect_timeout = 0.3\n");
  REQUIRE(with.value.has_value());
  CHECK(store_address_of(*with.value).connect_timeout == std::chrono::milliseconds{300});
}
