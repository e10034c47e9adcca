// What the settings mean for pulling.
#include "node/pulling.hpp"

#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::node;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

const std::string needed =
    "[acumatica]\nurl = https://erp.example.com/northwind\ntenant = Northwind\n"
    "client_id = 4B8C63E6@Northwind\nclient_secret = cs\nusername = acumage\npassword = pw\n";

settings::settings with(const std::string& more) {
  auto done = load_text(needed + more);
  REQUIRE_MESSAGE(done.value, report(done.findings));
  return *done.value;
}

}  // namespace

TEST_CASE("pulling: without an address nothing is pulled") {
  CHECK(!pulls_from_erp(settings::settings{}));
  CHECK(pulls_from_erp(with("")));
}

TEST_CASE(
    "pulling: how the session is opened [setting acumatica.url] [setting acumatica.tenant] "
    "[setting "
    "acumatica.auth] [setting acumatica.ca_file] [setting acumatica.verify_tls] [setting "
    "acumatica.connect_timeout] [setting acumatica.read_timeout] [setting "
    "acumatica.requests_per_minute] [setting acumatica.endpoint] [setting acumatica.odata] "
    "[setting "
    "acumatica.time_zone]") {
  const auto how =
      erp_link_options_of(with("auth = password\nverify_tls = false\nconnect_timeout = 3\n"
                               "read_timeout = 400\nrequests_per_minute = 77\n"
                               "endpoint = Default/24.200.001\nodata = v3\n"
                               "time_zone = Europe/Berlin\npage_size = 500\n"
                               "[storage]\npath = /var/lib/acumage\n"))
          .connection;
  CHECK(how.url == "https://erp.example.com/northwind");
  CHECK(how.tenant == "Northwind");
  CHECK(how.auth == erp::sign_in::password);
  CHECK(how.client_id == "4B8C63E6@Northwind");
  CHECK(how.client_secret == "cs");
  CHECK(how.username == "acumage");
  CHECK(how.password == "pw");
  CHECK(how.check == http::peer_check::none);
  CHECK(how.connect_timeout == 3s);
  CHECK(how.read_timeout == 400s);
  CHECK(how.requests_per_minute == 77);
  CHECK(how.endpoint == "Default/24.200.001");
  CHECK(how.protocol == erp::odata::v3);
  CHECK(how.time_zone == "Europe/Berlin");
  CHECK(how.session_file == "/var/lib/acumage/acumatica-session");
  const auto plain = erp_link_options_of(with(""));
  CHECK(plain.connection.auth == erp::sign_in::oauth);
  CHECK(plain.connection.check == http::peer_check::certificate);
  CHECK(plain.connection.protocol == erp::odata::v4);
}

TEST_CASE(
    "pulling: what is read [setting acumatica.page_size] [setting pull.pricing.name] [setting "
    "pull.pricing.modified] [setting pull.pricing.filter] [setting pull.inventory.name] [setting "
    "pull.inventory.key] [setting pull.inventory.modified] [setting pull.shipment.name] [setting "
    "pull.shipment.key] [setting pull.shipment.modified] [setting pull.shipment.filter] [setting "
    "pull.customer.name] [setting pull.customer.key] [setting pull.customer.modified] [setting "
    "pull.customer.filter] [setting pull.order.name] [setting pull.order.key] [setting "
    "pull.order.modified] [setting pull.order.filter]") {
  std::string text = "page_size = 500\n";
  for (const auto which : all_entities) {
    const std::string name{to_string(which)};
    text += "[pull." + name + "]\nname = Q " + name + "\nkey = K1" + name + ", K2\nmodified = M " +
            name + "\nfilter = F eq '" + name + "'\n";
  }
  const auto value = with(text);
  const auto how = erp_link_options_of(value);
  const auto runs = puller_options_of(value).runs;
  CHECK(how.page_size == 500);
  for (const auto which : all_entities) {
    const std::string name{to_string(which)};
    CAPTURE(name);
    const auto& is = how.inquiries.at(index_of(which));
    CHECK(is.name == "Q " + name);
    CHECK(is.key == std::vector<std::string>{"K1" + name, "K2"});
    CHECK(is.modified == "M " + name);
    CHECK(is.filter == "F eq '" + name + "'");
    CHECK(runs.entities.at(index_of(which)).inquiry == "Q " + name);
  }
}

TEST_CASE(
    "pulling: when, and how much [setting acumatica.overlap] [setting acumatica.lag] [setting "
    "acumatica.delta_every] [setting acumatica.sweep_at] [setting acumatica.max_rows] [setting "
    "pull.inventory.absent]") {
  const auto how = puller_options_of(
      with("overlap = 900\nlag = 700\ndelta_every = 1800\nsweep_at = 03:30\nmax_rows = 123\n"
           "[pull.inventory]\nname = Q\nabsent = zero\n[intake]\nmax_unsettled = 4000\n"));
  CHECK(how.runs.overlap == 900s);
  CHECK(how.runs.lag == 700s);
  CHECK(how.runs.max_rows == 123);
  CHECK(how.runs.absent_zero);
  CHECK(how.runs.most_unsettled == 1000);
  CHECK(how.schedule.delta_every == 1800s);
  CHECK(how.schedule.sweep_at == 210min);
  CHECK(!puller_options_of(with("")).schedule.sweep_at);
  CHECK(!puller_options_of(with("")).runs.absent_zero);
}
