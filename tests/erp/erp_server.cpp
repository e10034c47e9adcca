#include "tests/erp/erp_server.hpp"

#include <httplib.h>
#include <algorithm>
#include <ctime>

namespace acumage::tests {

class erp_server::engine {
 public:
  explicit engine(erp_server& owner) {
    const auto handle = [&owner](const httplib::Request& from, httplib::Response& to) {
      erp_request what{from.method,
                       from.target,
                       from.path,
                       {},
                       from.get_header_value("Authorization"),
                       from.get_header_value("Cookie"),
                       from.get_header_value("Content-Length"),
                       from.body};
      for (const auto& [name, value] : from.params) what.parameters[name] = value;
      const auto made = owner.answer(what);
      to.status = made.status;
      for (const auto& [name, value] : made.headers) to.headers.emplace(name, value);
      if (const auto date = owner.date(); !date.empty()) to.set_header("Date", date);
      if (!made.body.empty()) to.set_content(made.body, made.type.c_str());
    };
    server_.Get(".*", handle);
    server_.Put(".*", handle);
    server_.Post(".*", handle);
    server_.set_tcp_nodelay(true);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread{[this] { server_.listen_after_bind(); }};
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~engine() {
    server_.stop();
    thread_.join();
  }
  int port() const { return port_; }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

erp_server::erp_server(script data)
    : date{[] { return http_date(); }},
      data_{std::move(data)},
      engine_{std::make_unique<engine>(*this)} {}

erp_server::~erp_server() { engine_.reset(); }

std::string erp_server::url() const {
  return "http://127.0.0.1:" + std::to_string(engine_->port()) + "/northwind";
}

erp::options erp_server::where(erp::sign_in auth) const {
  erp::options how;
  how.url = url() + "/";
  how.tenant = "Northwind";
  how.auth = auth;
  how.client_id = "5F0D6F3E@Northwind";
  how.client_secret = "client-secret";
  how.username = "api";
  how.password = "p&ss word";
  how.requests_per_minute = 1'000;
  return how;
}

void erp_server::end_sessions() {
  const std::lock_guard lock{mutex_};
  open_.clear();
}

namespace {

/// Cookies come in any order.
std::string session_in(const std::string& cookies) {
  const auto at = std::min(cookies.find("ASP.NET_SessionId="), cookies.size());
  return cookies.substr(at, cookies.find(';', at) - at);
}

}  // namespace

std::size_t erp_server::open_sessions() const {
  const std::lock_guard lock{mutex_};
  return open_.size();
}

std::vector<erp_request> erp_server::seen(const std::string& end) const {
  const std::lock_guard lock{mutex_};
  std::vector<erp_request> all;
  for (const auto& one : seen_)
    if (one.path.ends_with(end)) all.push_back(one);
  return all;
}

bool erp_server::has_session(const erp_request& what) const {
  if (what.authorization == "Basic YXBpOnAmc3Mgd29yZA==") return true;
  const auto shown = what.cookie.empty() ? what.authorization : session_in(what.cookie);
  const std::lock_guard lock{mutex_};
  return open_.count(shown) == 1;
}

erp_answer erp_server::sign_in(const erp_request& what) {
  if (on_sign_in) {
    auto made = on_sign_in(what);
    if (made.status / 100 != 2) return made;
  }
  const std::lock_guard lock{mutex_};
  const auto number = std::to_string(++number_);
  if (what.path.ends_with("/token")) {
    open_.insert("Bearer token-" + number);
    return {200, R"({"access_token":"token-)" + number + R"(","expires_in":)" +
                     std::to_string(expires_in) + R"(,"token_type":"Bearer","scope":"api"})"};
  }
  open_.insert("ASP.NET_SessionId=s" + number);
  return {204,
          {},
          {},
          {{"Set-Cookie", "ASP.NET_SessionId=s" + number + "; path=/; HttpOnly"},
           {"Set-Cookie", ".ASPXAUTH=a" + number + "; path=/"}}};
}

erp_answer erp_server::answer(const erp_request& what) {
  {
    const std::lock_guard lock{mutex_};
    seen_.push_back(what);
  }
  if (what.path.ends_with("/identity/connect/token") || what.path.ends_with("/auth/login"))
    return sign_in(what);
  if (what.path == "/northwind/entity" && !data_)
    return {200, R"({"version":{"acumaticaBuildVersion":"26.101.0001"},"endpoints":[]})"};
  if (what.path.ends_with("/auth/logout")) {
    if (what.content_length != "0") return {411};
    const std::lock_guard lock{mutex_};
    open_.erase(what.cookie.empty() ? what.authorization : session_in(what.cookie));
    return {204};
  }
  if (what.path != "/northwind/entity" && !has_session(what)) return {401, R"({"message":"no"})"};
  return data_ ? data_(what) : erp_answer{200, "[]"};
}

std::string http_date(std::chrono::system_clock::time_point when) {
  const auto seconds = std::chrono::system_clock::to_time_t(when);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 64> buffer{};
  std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return buffer.data();
}

std::string odata_page(const std::vector<std::string>& rows, const std::string& tenant) {
  std::string text = R"({"@odata.context":"http://erp/northwind/t/)" + tenant +
                     R"(/api/odata/gi/$metadata#Acumage%20Quantity","value":[)";
  for (std::size_t i = 0; i < rows.size(); ++i) text += (i == 0 ? "" : ",") + rows[i];
  return text + "]}";
}

erp_answer metadata_of(const std::string& inquiry, const std::vector<std::string>& columns) {
  std::string text =
      R"(<?xml version="1.0"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="PX.Data"><EntityType Name="Row"><Key><PropertyRef Name=")" +
      columns.front().substr(0, columns.front().find(':')) + R"("/></Key>)";
  for (const auto& column : columns) {
    const auto colon = column.find(':');
    text += "<Property Name=\"" + column.substr(0, colon) + "\" Type=\"" +
            column.substr(colon + 1) + "\"/>";
  }
  text +=
      "</EntityType><EntityContainer Name=\"Default\"><EntitySet Name=\"" + inquiry +
      "\" EntityType=\"PX.Data.Row\"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>";
  return {200, text, "application/xml"};
}

}  // namespace acumage::tests
