#include "erp/connection_test.hpp"

#include "erp/calibration.hpp"
#include "erp/json_value.hpp"
#include "erp/lost_pushes.hpp"
#include "erp/page.hpp"

#include <algorithm>
#include <utility>

namespace acumage::erp {

namespace {

class examination {
 public:
  examination(client& way, const connection_questions& ask) : way_{way}, ask_{ask} {}

  connection_report run() {
    if (reaches_instance() && signs_in() && keeps_time()) {
      for (const auto& [name, what] : ask_.inquiries) inquire(name, what);
      if (!ask_.lost_pushes.empty()) look_for_lost_pushes();
      tell_licence();
    }
    leave();
    report_.ok = std::all_of(report_.checks.begin(), report_.checks.end(),
                             [](const connection_check& one) { return one.ok; });
    return std::move(report_);
  }

 private:
  bool pass(std::string name, std::string detail) {
    report_.checks.push_back({std::move(name), true, std::move(detail), {}});
    return true;
  }
  bool fail(std::string name, const problem& what) {
    auto remedy = what.remedy.empty() ? "Try again." : what.remedy;
    report_.checks.push_back({std::move(name), false, what.message, std::move(remedy)});
    return false;
  }

  bool reaches_instance() {
    const auto body = way_.get("/entity");
    const bool silent = !body && body.problem().how != http::carried::answered;
    const bool tls = silent && body.problem().how == http::carried::tls_failed;
    if (silent && !tls) return fail("erp address", body.problem());
    pass("erp address", "Acumatica's machine accepts connections");
    if (tls) {
      auto why = body.problem();
      why.remedy =
          "Have the certificate renewed or its chain completed, use the host name that the "
          "certificate is for, or name the file of the issuing authority in "
          "acumatica.ca_file.";
      return fail("erp TLS", why);
    }
    pass("erp TLS", way_.settings().url.starts_with("https:")
                        ? "the certificate is accepted"
                        : "not used: with http, everyone on the network can read everything");
    if (!body) {
      const bool clock = body.problem().kind == trouble::clock;
      return fail(clock ? "erp clock" : "erp endpoint", body.problem());
    }
    return has_endpoint(*body);
  }

  /// 26.x answers an object, older versions the bare list.
  bool has_endpoint(const std::string& body) {
    const auto json = read_json(body);
    const auto* list = json ? json->find("endpoints") : nullptr;
    if (json && json->is == json_value::form::array) list = &*json;
    if (list == nullptr)
      return fail("erp endpoint",
                  {trouble::configuration,
                   "GET /entity: no list of endpoints",
                   "Set acumatica.url to the address of the Acumatica instance, such "
                   "as https://erp.example.com/northwind.",
                   {}});
    std::string build;
    if (const auto* const version = json->find("version"))
      if (const auto* const number = version->find("acumaticaBuildVersion"))
        build = ", Acumatica " + number->text();
    std::string all;
    for (const auto& one : list->items) {
      const auto* const name = one.find("name");
      const auto* const version = one.find("version");
      if (name == nullptr || version == nullptr) continue;
      const auto full = name->text() + "/" + version->text();
      if (full == way_.settings().endpoint) return pass("erp endpoint", full + build);
      all += (all.empty() ? "" : ", ") + full;
    }
    return fail("erp endpoint",
                {trouble::configuration,
                 way_.settings().endpoint + " is not there; there are " + all.substr(0, 300),
                 "Set acumatica.endpoint to one of these.",
                 {}});
  }

  bool signs_in() {
    const auto opened = way_.open(client::reach::all);
    if (opened)
      return pass("erp login", std::string{"signed in with "} +
                                   (way_.settings().auth == sign_in::oauth ? "OAuth" : "password"));
    const auto kind = opened.problem().kind;
    if (kind == trouble::clock) return fail("erp clock", opened.problem());
    return fail(kind == trouble::no_seat ? "erp license" : "erp login", opened.problem());
  }

  bool keeps_time() {
    return pass("erp clock",
                "ahead of this machine's by " + std::to_string(way_.skew().count()) + " s");
  }

  bool inquire(const std::string& name, const inquiry& what) {
    if (what.from == inquiry::entity)
      return pass("records of " + name, what.name + ", read by key; not checked");
    const auto about = read_columns(way_, what);
    if (!about) return fail("inquiry " + name, about.problem());
    pass("inquiry " + name, what.from == inquiry::dac
                                ? "a table; its columns are not checked"
                                : std::to_string(about->types.size()) + " columns");
    const auto rows = fetch_page(
        way_, what, {.filter = all_of({what.filter}), .order = listed(what.key), .top = 1});
    if (!rows) return fail("inquiry " + name + " row", rows.problem());
    tell_tenant();
    if (rows->empty()) return pass("inquiry " + name + " row", "none: nothing more can be checked");
    pass("inquiry " + name + " row", rows->front().text.substr(0, 400));
    if (!what.modified.empty()) {
      const auto time = calibrate(way_, what, *about);
      if (!time) return fail("inquiry " + name + " time", time.problem());
      pass("inquiry " + name + " time",
           time->local ? "filters take times of " + zone_name() : "filters take times in UTC");
    }
    const auto resumed = probe_resume(way_, what, *about);
    if (!resumed) return fail("inquiry " + name + " order", resumed.problem());
    return pass("inquiry " + name + " order",
                "ordered by " + listed(what.key) + ", can be resumed");
  }

  std::string zone_name() const {
    const auto& name = way_.settings().time_zone;
    return name.empty() ? "UTC" : name;
  }

  /// Every page names its tenant, so the first one shows it.
  void tell_tenant() {
    if (!std::exchange(told_tenant_, true)) pass("erp tenant", way_.settings().tenant);
  }

  void look_for_lost_pushes() {
    constexpr ticks two_days = 2 * 86'400 * ticks_per_second;
    const auto lost = read_lost_pushes(way_, ask_.lost_pushes, *way_.clock() - two_days);
    if (lost)
      pass("inquiry lost_pushes", std::to_string(lost->size()) + " in the last two days");
    else
      fail("inquiry lost_pushes", lost.problem());
  }

  void tell_licence() {
    const auto refused =
        std::any_of(report_.checks.begin(), report_.checks.end(), [](const connection_check& one) {
          return !one.ok && one.detail.find(": 429") != one.detail.npos;
        });
    if (!refused)
      pass("erp license",
           std::to_string(way_.counted().requests) + " requests in one session, none refused");
  }

  void leave() {
    if (!way_.signed_in()) return;
    if (way_.sign_out()) return static_cast<void>(pass("erp sign-out", "the session is closed"));
    fail("erp sign-out",
         {trouble::transport,
          "the session could not be closed",
          "Acumatica closes it after its timeout, or the node does at the next start.",
          {}});
  }

  client& way_;
  const connection_questions& ask_;
  connection_report report_;
  bool told_tenant_ = false;
};

}  // namespace

connection_report test_connection(client& way, const connection_questions& ask) {
  return examination{way, ask}.run();
}

}  // namespace acumage::erp
