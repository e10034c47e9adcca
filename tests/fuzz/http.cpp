// The bytes of a connection, from either listener's front to the replies of its routes.
#include "acumatica/json_tree.hpp"
#include "api/admin_routes.hpp"
#include "api/auth.hpp"
#include "api/body_signature.hpp"
#include "api/http/request_reader.hpp"
#include "api/intake_routes.hpp"
#include "rows.hpp"
#include "target.hpp"
#include "tests/api/fake_ports.hpp"

#include <cassert>
#include <charconv>

namespace acumage::tests {

namespace {

using stage = api::request_reader::stage;
constexpr std::size_t max_body = 64 * 1024;

struct read_request {
  api::request_head head;
  std::string body;
  int refused = 0;  ///< status; 0: it is whole

  friend bool operator==(const read_request& left, const read_request& right) {
    return left.head.method == right.head.method && left.head.target == right.head.target &&
           left.body == right.body && left.refused == right.refused &&
           left.head.headers.size() == right.head.headers.size();
  }
};

/// All requests of a connection whose bytes come `step` at a time.
std::vector<read_request> read_all(std::string_view bytes, std::size_t step) {
  std::vector<read_request> found;
  api::request_reader reader{max_body};
  while (true) {
    switch (reader.at()) {
      case stage::refused:
        found.push_back({reader.head(), {}, reader.refusal().status});
        return found;
      case stage::judgement: reader.accept_body(); break;
      case stage::done:
        found.push_back({reader.head(), reader.take_body(), 0});
        reader = api::request_reader{max_body};
        break;
      default:
        if (bytes.empty()) return found;
        bytes.remove_prefix(reader.feed(bytes.substr(0, step)));
    }
    assert(reader.body_bytes() <= max_body);
  }
}

/// One head, one body of the length it says, and no line that a client could have brought in.
void check_reply(std::string_view text, std::string_view method) {
  const auto end = text.find("\r\n\r\n");
  assert(text.starts_with("HTTP/1.1 ") && end != std::string_view::npos);
  const auto body = text.substr(end + 4);
  const auto head = text.substr(0, end + 2);
  constexpr std::string_view length_is = "Content-Length: ";
  const auto at = head.find(length_is);
  assert(at != std::string_view::npos);
  std::size_t length = 0;
  std::from_chars(head.data() + at + length_is.size(), head.data() + head.size(), length);
  assert(method == "HEAD" ? body.empty() : body.size() == length);
  for (auto rest = head; !rest.empty();) {
    const auto line = rest.substr(0, rest.find("\r\n"));
    assert(api::is_field_value(line));
    rest.remove_prefix(line.size() + 2);
  }
  if (body.empty() || head.find("Content-Type: application/json") == std::string_view::npos) return;
  acumatica::json_tree tree;
  const auto parsed = tree.read(body);
  assert(parsed.ok());
}

/// A node that has one of everything.
struct small_node : fake_node {
  small_node() {
    one.id = 7;
    one.change.what.key = "LAMP-07";
    one.error = "400: Could not save Prices.";
    page.items.push_back(one);
    job.id = "1";
    past.items.emplace_back();
    waiting_now.items.emplace_back();
    not_mapped.emplace_back();
  }
};

/// One listener: its guards and its routes.
struct front {
  std::function<std::optional<api::reply>(const api::request_head&)> open;
  std::function<std::optional<api::reply>(const api::request_head&)> guarded;
  api::router routes;
};

front& listener(std::size_t which) {
  static fake_intake intake;
  static small_node node;
  intake.taken.clear();
  node.calls.clear();
  static std::array<front, 2> both{
      front{api::secret_guard{{.header_name = "X-Acumage-Key"}},
            api::secret_guard{{.header_name = "X-Acumage-Key",
                               .header_value = "between us",
                               .hmac_secret = "signed"}},
            api::intake_routes(intake,
                               {.reading =
                                    [] {
                                      return std::shared_ptr<const acumatica::reading>{
                                          std::shared_ptr<void>{}, &sample_reading()};
                                    },
                                .wall_us = [] { return std::int64_t{1'755'165'731'000'000}; }})},
      front{api::admin_guard{"", {"shop-node"}}, api::admin_guard{"a token", {"shop-node"}},
            api::admin_routes(node, {})}};
  return both.at(which);
}

void answer(front& at, read_request& asked) {
  asked.head.local_address = "127.0.0.1";
  asked.head.local_port = 8480;
  for (const auto& guard : {at.guarded, at.open})
    if (const auto refused = guard(asked.head)) {
      check_reply(api::reply_text(*refused, asked.head.method, api::after_reply::close_connection),
                  asked.head.method);
      if (&guard == &at.open) return;
    }
  const auto method = asked.head.method;
  check_reply(at.routes.answer(asked.head, asked.body, api::after_reply::keep_connection), method);
}

}  // namespace

void try_input(std::string_view bytes) {
  auto& at = listener(take_choice(bytes, 2));
  auto requests = read_all(bytes, bytes.size() + 1);
  assert(requests == read_all(bytes, 1));
  for (auto& each : requests)
    if (each.refused == 0) answer(at, each);
}

}  // namespace acumage::tests
