// All settings as types: one nested struct per section of config.ini, with defaults as
// initializers.
#pragma once

#include "acumatica/row.hpp"
#include "messages/entity.hpp"
#include "messages/log.hpp"
#include "policy/erp_words.hpp"
#include "policy/inventory_rules.hpp"
#include "policy/pricing_rules.hpp"
#include "policy/shipment_rules.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace acumage::settings {

/// A text that is never printed: it has no stream operator and no conversion.
class secret {
 public:
  secret() = default;
  explicit secret(std::string text) : text_{std::move(text)} {}

  bool set() const { return !text_.empty(); }
  /// Only for code that sends or compares it.
  const std::string& reveal() const { return text_; }

  friend bool operator==(const secret&, const secret&) = default;

 private:
  std::string text_;
};

/// Keys of maps: Acumatica's codes, compared without regard to case or surrounding blanks.
struct by_folded_name {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const;
};
template <class T>
using name_map = std::map<std::string, T, by_folded_name>;

enum class inventory_mode : std::uint8_t { configured, branch_wise };
using quantity_choice = quantity_kind;
enum class incomplete_rule : std::uint8_t { hold, publish };
using policy::carrier;
using policy::shipment_trigger;
using policy::vendor_preference;
enum class unknown_sku_rule : std::uint8_t { park, ignore };
enum class erp_sign_in : std::uint8_t { oauth, password };
enum class erp_odata : std::uint8_t { v4, v3 };
/// What rows are pulled from: a generic inquiry, a record of the REST API, or a table.
enum class pull_source : std::uint8_t { gi, entity, dac };
enum class lost_push_rule : std::uint8_t { alert, resync };
enum class absent_rule : std::uint8_t { keep, zero };
enum class compared_entity : std::uint8_t { pricing, inventory, shipment, order };
constexpr entity entity_of(compared_entity which) {
  constexpr std::array<entity, 4> all{entity::pricing, entity::inventory, entity::shipment,
                                      entity::order};
  return all.at(static_cast<std::size_t>(which));
}
enum class log_format : std::uint8_t { logfmt, json };

/// The settings in force. A plain value: code that needs part of it gets a copy. The table
/// (settings/table.hpp) and config.ini give the bounds, unit and meaning of every member.
struct settings {
  using milliseconds = std::chrono::milliseconds;
  using names = std::vector<std::string>;

  struct connection_section {
    std::string magento_url;  ///< empty: no store yet
    std::string store_code = "all";
    secret bearer_token;
    secret confirm_bearer_token;
    secret oauth_consumer_key;
    secret oauth_consumer_secret;
    secret oauth_token;
    secret oauth_token_secret;
    std::filesystem::path ca_file;
    bool verify_tls = true;
    secret proxy;  ///< its address may contain a password
    milliseconds connect_timeout{5'000};
    milliseconds read_timeout{120'000};
    milliseconds check_interval{60'000};
    friend bool operator==(const connection_section&, const connection_section&) = default;
  } connection;

  struct packages_section {
    bool commerce_pro = false;
    friend bool operator==(const packages_section&, const packages_section&) = default;
  } packages;

  struct queue_section {
    std::size_t threshold_count = 25;
    std::size_t batch_count = 25;
    int retry_count = 3;
    milliseconds check_process_time{59'000};
    milliseconds process_sleep_time{1'000};
    milliseconds schedule_interval{60'000};
    friend bool operator==(const queue_section&, const queue_section&) = default;
  } queue;

  /// Whether the entity is sent, by index_of(entity).
  std::array<bool, entity_count> entities{};

  name_map<entity> queries{{"MC Price", entity::pricing},
                           {"MC Quantity", entity::inventory},
                           {"MC Shipment", entity::shipment},
                           {"MC Customer", entity::customer},
                           {"MC Order", entity::order}};

  /// Captions per concept, in the order given. By index_of(entity).
  std::array<std::map<acumatica::concept_id, names>, entity_count> aliases;

  struct acumatica_section {
    std::string url;  ///< empty: nothing is pulled
    std::string tenant;
    erp_sign_in auth = erp_sign_in::oauth;
    std::string client_id;
    secret client_secret;
    std::string username;
    secret password;
    std::string endpoint = "Default/25.200.001";
    erp_odata odata = erp_odata::v4;
    std::string time_zone;
    std::filesystem::path ca_file;
    bool verify_tls = true;
    int requests_per_minute = 40;
    std::size_t page_size = 1'000;
    milliseconds connect_timeout{10'000};
    milliseconds read_timeout{600'000};
    milliseconds overlap{600'000};
    milliseconds lag{600'000};
    milliseconds delta_every{3'600'000};
    std::string sweep_at;     ///< "03:30", local time; empty: never
    std::string lost_pushes;  ///< an inquiry; empty: not read
    milliseconds lost_pushes_every{900'000};
    lost_push_rule on_lost_push = lost_push_rule::alert;
    std::uint64_t max_rows = 5'000'000;
    friend bool operator==(const acumatica_section&, const acumatica_section&) = default;
  } acumatica;

  /// What is pulled for an entity. By index_of(entity).
  struct pull_section {
    std::string name = {};  ///< of the source; empty: the entity is not pulled
    names key = {};
    std::string modified = "LastModifiedOn";
    std::string filter = {};
    pull_source source = pull_source::gi;
    friend bool operator==(const pull_section&, const pull_section&) = default;
  };
  std::array<pull_section, entity_count> pull{{{.name = {}, .key = {"InventoryID"}},
                                               {.name = {}, .key = {"InventoryID", "WarehouseID"}},
                                               {.name = {}, .key = {"ShipmentNbr", "OrderLineNbr"}},
                                               {.name = {}, .key = {"CustomerID"}},
                                               {.name = {}, .key = {"OrderType", "OrderNbr"}}}};
  absent_rule absent = absent_rule::keep;  ///< of quantities

  struct reconcile_section {
    std::string at;                         ///< "sunday 03:00", local time; empty: never
    std::vector<compared_entity> entities;  ///< empty: all that are sent
    friend bool operator==(const reconcile_section&, const reconcile_section&) = default;
  } reconcile;

  struct price_section {
    policy::price_preference price = policy::price_preference::default_price;
    int decimals = 4;
    int store_id = 0;
    friend bool operator==(const price_section&, const price_section&) = default;
  } price_sync;

  name_map<policy::item_sale> item_statuses;  ///< like `shipment_statuses`

  struct inventory_section {
    inventory_mode mode = inventory_mode::configured;
    quantity_choice quantity = quantity_choice::on_hand;
    std::vector<quantity_choice> monitor;
    names warehouses;
    int decimals = 0;
    incomplete_rule incomplete = incomplete_rule::hold;
    friend bool operator==(const inventory_section&, const inventory_section&) = default;
  } inventory_sync;

  name_map<std::string> warehouse_sources;
  name_map<names> branch_warehouses;
  name_map<std::string> branch_sources;

  struct vendor_section {
    vendor_preference preference = vendor_preference::exclude;
    std::string source;
    friend bool operator==(const vendor_section&, const vendor_section&) = default;
  } vendor_inventory;

  struct shipment_section {
    shipment_trigger trigger = shipment_trigger::confirmation;
    bool notify_customer = false;
    bool create_invoice = false;
    friend bool operator==(const shipment_section&, const shipment_section&) = default;
  } shipment_sync;

  /// Words of the ERP that not every Acumatica has, or that have another meaning here.
  name_map<policy::shipment_stage> shipment_statuses;
  name_map<policy::shipment_kind> shipment_types;
  name_map<policy::shipment_direction> shipment_operations;

  name_map<carrier> ship_via;

  struct dropship_section {
    std::string ship_via;
    friend bool operator==(const dropship_section&, const dropship_section&) = default;
  } dropship;

  struct customer_section {
    names classes;
    int website_id = 1;
    int default_group = 1;
    bool attributes = false;
    friend bool operator==(const customer_section&, const customer_section&) = default;
  } customer_sync;

  name_map<int> customer_groups;  ///< "class" or "class/price class"
  name_map<std::string> customer_attributes;

  struct order_section {
    names order_types;
    std::string order_number_field = "ExternalRef";
    int order_store = 0;
    bool create_erp_orders = false;
    int store_id = 1;
    std::string payment_method = "checkmo";
    std::string shipping_method = "flatrate_flatrate";
    std::string increment_prefix = "ERP-";
    friend bool operator==(const order_section&, const order_section&) = default;
  } order_sync;

  name_map<std::string> order_statuses;  ///< to status, state/status, or cancel, hold, unhold

  struct intake_section {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8810;
    std::string header_name = "X-Acumage-Key";
    secret header_value;
    secret hmac_secret;
    std::filesystem::path tls_certificate;
    std::filesystem::path tls_key;
    std::filesystem::path client_ca;
    std::string company;
    std::size_t max_body = 16'777'216;
    std::size_t max_connections = 1'024;
    milliseconds request_timeout{10'000};
    std::size_t max_unsettled = 1'000'000;
    std::uint64_t max_journal = 10'737'418'240;
    milliseconds pair_window{2'000};
    milliseconds assemble_window{2'000};
    std::uint64_t max_duplicates = 10'000'000;
    int duplicates_days = 3;
    friend bool operator==(const intake_section&, const intake_section&) = default;
  } intake;

  struct admin_section {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8811;
    names hosts;
    secret token;
    std::filesystem::path tls_certificate;
    std::filesystem::path tls_key;
    friend bool operator==(const admin_section&, const admin_section&) = default;
  } admin;

  struct delivery_section {
    std::array<std::size_t, entity_count> concurrency{1, 1, 4, 2, 2};  ///< by index_of(entity)
    double rate = 0;  ///< requests a second; 0: no limit
    milliseconds backoff_base{1'000};
    milliseconds backoff_cap{300'000};
    milliseconds park_interval{300'000};
    milliseconds park_limit{86'400'000};
    milliseconds probe_interval{15'000};
    milliseconds suspect_limit{3'600'000};
    milliseconds settle_time{60'000};
    unknown_sku_rule unknown_sku = unknown_sku_rule::park;
    milliseconds shipment_hold{60'000};
    bool check_skus = true;
    milliseconds drain_deadline{20'000};
    friend bool operator==(const delivery_section&, const delivery_section&) = default;
  } delivery;

  struct storage_section {
    std::filesystem::path path = "data";
    bool sync = true;
    std::uint64_t reserve = 268'435'456;
    friend bool operator==(const storage_section&, const storage_section&) = default;
  } storage;

  struct backup_section {
    std::filesystem::path folder;
    milliseconds every{0};
    int keep = 7;
    friend bool operator==(const backup_section&, const backup_section&) = default;
  } backup;

  struct dead_letters_section {
    std::uint64_t max_bytes = 10'737'418'240;
    friend bool operator==(const dead_letters_section&, const dead_letters_section&) = default;
  } dead_letters;

  struct history_section {
    int retention_days = 30;
    std::uint64_t max_bytes = 1'073'741'824;
    friend bool operator==(const history_section&, const history_section&) = default;
  } history;

  struct log_section {
    log_level level = log_level::info;
    log_format format = log_format::logfmt;
    friend bool operator==(const log_section&, const log_section&) = default;
  } log;

  struct alerts_section {
    secret webhook_url;  ///< such addresses contain their credential
    milliseconds window{900'000};
    milliseconds backlog_age{900'000};
    double failure_rate = 0.2;
    std::uint64_t disk_free = 1'073'741'824;
    milliseconds silence{259'200'000};
    friend bool operator==(const alerts_section&, const alerts_section&) = default;
  } alerts;

  /// The source of each value, by section.key: "config.ini:14", "ACUMAGE__QUEUE__BATCH_COUNT",
  /// "--queue.batch_count"; for a secret in a file, followed by its path. Absent: the value is the
  /// default. Comparison ignores the sources.
  struct origins_section {
    std::map<std::string, std::string> where;
    friend bool operator==(const origins_section&, const origins_section&) { return true; }
  } origins;

  friend bool operator==(const settings&, const settings&) = default;
};

}  // namespace acumage::settings
