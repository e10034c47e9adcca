#include "settings/checks.hpp"

#include "tests/settings/loading.hpp"
#include "tests/support/certificates.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::settings;
using namespace acumage::tests;

namespace {
const std::string pro = "[packages]\ncommerce_pro = true\n";
}

TEST_CASE("checks: the store's address has a shape, and should be https") {
  for (const auto* bad : {"shop.example.com", "ftp://x", "https://", "https://shop/?q=1"})
    CHECK(has_error(load_overrides({"--connection.magento_url=" + std::string{bad}}),
                    "connection.magento_url = " + std::string{bad}));
  CHECK(has_warning(load_overrides({"--connection.magento_url=http://shop.example.com"}),
                    "unencrypted"));
  for (const auto* fine :
       {"https://shop.example.com", "http://127.0.0.1:8080", "http://localhost/sub"}) {
    const auto done = load_overrides({"--connection.magento_url=" + std::string{fine}});
    CHECK(done.value);
    CHECK_FALSE(has_warning(done, "unencrypted"));
  }
  CHECK(has_warning(load_overrides({"--connection.magento_url=https://shop/rest/all"}),
                    "address of the store"));
  CHECK(has_error(load_overrides({"--connection.store_code=a/b"}), "connection.store_code = a/b"));
  CHECK(has_error(load_overrides({"--connection.store_code="}), "connection.store_code = ;"));
  CHECK(load_overrides({"--connection.store_code=de_DE1"}).value);
}

TEST_CASE("checks: a password in the store's address is refused and not repeated") {
  const auto done = load_overrides({"--connection.magento_url=https://me:s3cr3t@shop.example.com"});
  CHECK(has_error(done, "connection.magento_url; expected no user name or password in it"));
  for (const auto& line : lines(done.findings)) CHECK(line.find("s3cr3t") == std::string::npos);
}

TEST_CASE("checks: a CA file must be readable, and TLS should be verified") {
  CHECK(has_error(load_overrides({"--connection.ca_file=/no/such.pem"}),
                  "/no/such.pem cannot be read"));
  CHECK(has_warning(load_overrides({"--connection.verify_tls=false"}), "verify_tls = false"));
}

TEST_CASE("checks: the credential is the token or all four OAuth secrets, not both") {
  const std::string oauth =
      "[connection]\noauth_consumer_key = a\noauth_consumer_secret = b\noauth_token = c\n";
  CHECK(has_error(load_text(oauth), "but not connection.oauth_token_secret; expected all four"));
  const auto all = load_text(oauth + "oauth_token_secret = d\n");
  CHECK_FALSE(has_error(all, "expected all four"));
  CHECK(all.value);
  CHECK(all.findings.empty());
  CHECK(has_error(load_text(oauth + "oauth_token_secret = d\nbearer_token = t\n"), "are both set"));
}

TEST_CASE("checks: what the CommercePro package unlocks is refused without it") {
  for (const auto* key :
       {"price_sync.price=sales_price", "inventory_sync.mode=branch_wise",
        "vendor_inventory.preference=add_to_total", "vendor_inventory.preference=separate"}) {
    const auto without = load_overrides({"--" + std::string{key}});
    CHECK(
        has_error(without, "needs the CommercePro package; expected packages.commerce_pro = true"));
    const auto with = load_overrides({"--" + std::string{key}, "--packages.commerce_pro=true"});
    CHECK_FALSE(has_error(with, "CommercePro"));
  }
}

TEST_CASE("checks: a monitored warehouse needs a source once sources are given") {
  const std::string monitored = "[inventory_sync]\nwarehouses = EAST, WEST\n";
  CHECK(load_text(monitored).value);
  CHECK(load_text(monitored + "[warehouse_sources]\neast = a\nwest = b\n").value);
  const auto done = load_text(monitored + "[warehouse_sources]\nEAST = a\n");
  CHECK(lines(done.findings) ==
        std::vector<std::string>{
            "error config.ini:2: inventory_sync.warehouses names WEST, which has no "
            "source; expected it in [warehouse_sources]"});
}

TEST_CASE("checks: what is switched on but sends nothing is warned of") {
  CHECK(has_warning(load_overrides({"--entities.inventory=on"}), "so no quantity is sent"));
  CHECK(has_warning(load_overrides({"--entities.inventory=on", "--packages.commerce_pro=on",
                                    "--inventory_sync.mode=branch_wise"}),
                    "branch_warehouses is empty"));
  CHECK(has_warning(load_overrides({"--entities.customer=on"}), "so no customer is sent"));
  CHECK(has_warning(load_overrides({"--entities.order=on"}), "so no order is sent"));
  CHECK(has_warning(load_text("[entities]\npricing = on\n[queries]\nMC Order = order\n"),
                    "entities.pricing = true, but no query brings it"));
  CHECK(load_overrides({"--entities.pricing=on"}).findings.empty());
}

TEST_CASE("checks: a mapped order status names its state unless it is one of Magento's own") {
  const auto mapped = [](const std::string& status) {
    return load_text("[order_statuses]\nShipping = " + status + "\n");
  };
  for (const auto* good : {"fraud", "processing/picked", "cancel", "Hold", "new / erp_open"})
    CHECK(mapped(good).findings.empty());
  CHECK(has_warning(mapped("picked"), "as in processing/picked"));
  CHECK(has_error(mapped("procesing/picked"), "did you mean `processing`?"));
  for (const auto* bad : {"/picked", "processing/", "a/b/c"})
    CHECK(has_error(mapped(bad), "expected status or state/status"));
}

TEST_CASE("checks: a warehouse belongs to one branch, and each branch has a source") {
  CHECK(has_error(load_text("[branch_warehouses]\nMAIN = EAST\nNORTH = WEST, east\n"),
                  "warehouse east is in NORTH and MAIN; expected one branch per warehouse"));
  CHECK(has_error(load_text("[branch_warehouses]\nMAIN = EAST, EAST\n"), "is in MAIN twice"));
  const std::string wise =
      pro + "[inventory_sync]\nmode = branch_wise\n[branch_warehouses]\nMAIN = EAST\n";
  CHECK(has_error(load_text(wise), "branch MAIN, which has no source"));
  CHECK(load_text(wise + "[branch_sources]\nmain = default\n").value);
}

TEST_CASE("checks: vendor quantities need a source unless there is only one") {
  const auto vendor = [](const std::string& preference, const std::string& more) {
    return load_text(pro + "[vendor_inventory]\npreference = " + preference + "\n" + more);
  };
  const std::string two = "[warehouse_sources]\nA = one\nB = two\n";
  CHECK(vendor("add_to_total", "").value);
  CHECK(vendor("add_to_total", "[warehouse_sources]\nA = one\nB = one\n").value);
  CHECK(has_error(vendor("add_to_total", two), "expected a Magento source code"));
  CHECK(has_error(vendor("separate", ""), "expected a Magento source code"));
  CHECK(vendor("separate", "source = vendors\n" + two).value);
}

TEST_CASE("checks: beyond loopback, the listeners need a secret") {
  CHECK(has_error(load_overrides({"--intake.address=0.0.0.0"}), "intake.header_value is not set"));
  CHECK(load_text("[intake]\naddress = 0.0.0.0\nheader_value = s\n").value);
  CHECK(load_text("[intake]\naddress = 0.0.0.0\nhmac_secret = s\n").value);
  CHECK(has_error(load_overrides({"--admin.address=::"}), "admin.token is not set"));
  CHECK(load_text("[admin]\naddress = 10.0.0.1\ntoken = s\n").value);
  CHECK(load_overrides({"--intake.address=::1", "--admin.address=localhost"}).value);
}

TEST_CASE("checks: the listeners do not share a port of one address") {
  CHECK(has_error(load_overrides({"--admin.port=8810"}),
                  "admin.port = 8810 is also the intake's port"));
  CHECK(load_overrides({"--admin.port=8810", "--admin.address=127.0.0.2"}).value);
  CHECK(load_overrides({"--admin.port=0", "--intake.port=0"}).value);
  CHECK(has_error(load_text("[admin]\nport = 8810\naddress = 0.0.0.0\ntoken = s\n"),
                  "also the intake's port"));
}

TEST_CASE("checks: addresses and names of the listeners have a shape") {
  CHECK(has_error(load_overrides({"--intake.address=127.0.0.1:80"}),
                  "intake.address = 127.0.0.1:80"));
  CHECK(has_error(load_overrides({"--admin.address="}), "admin.address = ;"));
  CHECK(has_error(load_overrides({"--intake.header_name=X Key"}),
                  "expected the name of an HTTP header"));
  CHECK(has_error(load_overrides({"--admin.hosts=ops.example.com, https://x"}), "names https://x"));
  CHECK(load_overrides({"--admin.hosts=ops.example.com"}).value);
}

TEST_CASE("checks: a certificate and its key come together") {
  CHECK(has_error(load_overrides({"--intake.tls_certificate=a"}), "but not intake.tls_key"));
  CHECK(has_error(load_overrides({"--admin.tls_key=a"}), "but not admin.tls_certificate"));
  CHECK(has_error(load_overrides({"--intake.client_ca=a"}),
                  "client_ca is set, but not intake.tls_certificate"));
}

TEST_CASE("checks: a certificate is looked into, with its key") {
  const auto authority = make_authority("Ours");
  const auto own = make_server(authority, "DNS:localhost");
  const temp_dir folder;
  const auto chain = (folder / "own.pem").string();
  const auto key = (folder / "own.key").string();
  const auto other = (folder / "other.key").string();
  write_file(chain, own.pem());
  write_file(key, own.key_pem());
  write_file(other, authority.key_pem());
  const auto with = [&](const std::string& key_file) {
    return load_text("[admin]\ntls_certificate = " + chain + "\ntls_key = " + key_file + "\n");
  };
  CHECK(with(key).findings.empty());
  CHECK(lines(with(other).findings) ==
        std::vector<std::string>{"error config.ini:3: admin.tls_key = " + other +
                                 ": does not belong to tls_certificate = " + chain +
                                 "; expected its private key"});
  CHECK(has_error(load_text("[intake]\ntls_certificate = /no/such\ntls_key = " + key + "\n"),
                  "intake.tls_certificate = /no/such: cannot be read"));
}

TEST_CASE("checks: times that contradict each other are named") {
  CHECK(has_error(load_overrides({"--delivery.backoff_base=60", "--delivery.backoff_cap=1"}),
                  "longer than delivery.backoff_cap"));
  CHECK(
      has_warning(load_overrides({"--delivery.park_limit=1"}), "longer than delivery.park_limit"));
  CHECK(has_warning(load_overrides({"--storage.sync=no"}), "storage.sync = false"));
}

TEST_CASE("checks: the address of alerts is a URL, and never repeated") {
  const auto url = [](const std::string& text) {
    return lines(load_text("[alerts]\nwebhook_url = " + text + "\n").findings);
  };
  CHECK(url("https://hooks.example.com/s3cr3t?sig=a%20b").empty());
  CHECK(url("http://127.0.0.1:9000/s3cr3t").empty());
  const auto plain = url("http://hooks.example.com/s3cr3t");
  REQUIRE(plain.size() == 1);
  CHECK(plain[0].find("warning config.ini:2: alerts.webhook_url is http://") == 0);
  const auto none = url("ftp://hooks.example.com/s3cr3t");
  REQUIRE(none.size() == 1);
  CHECK(none[0].find("error config.ini:2: alerts.webhook_url; expected") == 0);
  CHECK((plain[0] + none[0]).find("s3cr3t") == std::string::npos);
}

TEST_CASE("checks: the proxy is an address, with a user or without, and never repeated") {
  const auto proxy = [](const std::string& text) {
    return lines(load_text("[connection]\nproxy = " + text + "\n").findings);
  };
  for (const std::string good : {"", "http://proxy.example.com:3128", "https://[::1]:3128/",
                                 "http://ada:s3c@r3t@proxy:3128"}) {
    CAPTURE(good);
    CHECK(proxy(good).empty());
  }
  for (const std::string bad : {"proxy.example.com:3128", "ftp://s3cr3t:3128",
                                "http://proxy:3128/s3cr3t", "http://s3cr3t@"}) {
    CAPTURE(bad);
    const auto told = proxy(bad);
    REQUIRE(told.size() == 1);
    CHECK(told[0].find("error config.ini:2: connection.proxy; expected http://") == 0);
    CHECK(told[0].find("s3cr3t") == std::string::npos);
  }
}

TEST_CASE("checks: a key that could not be read raises no further complaint") {
  const auto done = load_text("[admin]\naddress = 10.0.0.1\ntoken_file = /no/such/file\n");
  CHECK(done.findings.size() == 1);
  CHECK(has_error(done, "/no/such/file cannot be read"));
}
