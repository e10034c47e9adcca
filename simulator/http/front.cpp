#include "simulator/http/front.hpp"

#include "compat/httplib_server.hpp"
#include "simulator/http/socket_stream.hpp"

#include <httplib.h>

#include <string>
#include <utility>

namespace acumage::simulator {
namespace {

struct exchange {
  wire_plan plan;
  bool takes_gzip = false;
  bool has_length = true;
};

/// httplib hands a handler neither its connection nor a place to leave word for it; but handler and
/// connection share the thread.
thread_local exchange* exchange_of_thread = nullptr;

/// httplib itself would compress "application/json", but not with a charset behind it.
std::string gzipped(const std::string& body) {
  std::string packed;
  httplib::detail::gzip_compressor{}.compress(body.data(), body.size(), true,
                                              [&](const char* bytes, std::size_t size) {
                                                packed.append(bytes, size);
                                                return true;
                                              });
  return packed;
}

void take_over(const answer& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
  to.set_content(from.body, from.content_type);
}

}  // namespace

/// Only httplib's parser and writer are used: accepting is the listener's, which can also refuse.
class http_front::server final : private compat::httplib_server {
 public:
  explicit server(http_service by) : service_{std::move(by)} {
    const auto handle = [this](const httplib::Request& req, httplib::Response& res) {
      answer_request(req, res);
    };
    Get(".*", handle).Post(".*", handle).Put(".*", handle);
    Patch(".*", handle).Delete(".*", handle).Options(".*", handle);
    set_payload_max_length(service_.max_body_bytes);
    set_keep_alive_max_count(1'000'000);
    set_error_handler([this](const httplib::Request&, httplib::Response& res) {
      // httplib's own refusals come without a body; the service's have one.
      if (res.body.empty() && (res.status == 413 || res.status == 414))
        take_over(service_.refusal(res.status), res);
    });
  }

  listener::served serve(int descriptor) {
    socket_stream stream{descriptor};
    while (stream.wait_for_bytes()) {
      exchange now;
      wire_plan& plan = now.plan;
      bool client_closes = false;
      exchange_of_thread = &now;
      const bool understood = process(stream, false, client_closes, set_up);
      exchange_of_thread = nullptr;
      const bool sent = stream.send_answer(plan, service_.pause);
      if (understood && sent && !client_closes && !plan.closes) continue;
      const bool resets = plan.how == wire_plan::ending::reset;
      return {.how = resets ? farewell::reset : farewell::close,
              .then = std::move(plan.afterwards)};
    }
    return {};
  }

 private:
  /// The web servers in front know gzip only, so httplib's own choice is taken away. Without a length httplib
  /// would read a body until the client closes.
  static void set_up(httplib::Request& req) {
    exchange_of_thread->takes_gzip =
        req.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
    req.headers.erase("Accept-Encoding");
    exchange_of_thread->has_length =
        req.has_header("Content-Length") || req.has_header("Transfer-Encoding");
    if (!exchange_of_thread->has_length) req.set_header("Content-Length", "0");
  }

  void answer_request(const httplib::Request& req, httplib::Response& res) {
    const std::string content_type = req.get_header_value("Content-Type");
    const std::string accept = req.get_header_value("Accept");
    const std::string authorization = req.get_header_value("Authorization");
    const std::string host = req.get_header_value("Host");
    const std::string cookie = req.get_header_value("Cookie");
    const request what{.method = req.method,
                       .target = req.target,
                       .body = req.body,
                       .content_type = content_type,
                       .accept = accept,
                       .authorization = authorization,
                       .content_encoded = req.has_header("Content-Encoding"),
                       .host = host,
                       .cookie = cookie,
                       .has_length = exchange_of_thread->has_length};
    answer made = service_.serve(what, exchange_of_thread->plan);
    if (exchange_of_thread->plan.closes) res.set_header("Connection", "close");
    if (exchange_of_thread->takes_gzip && !made.body.empty()) {
      made.body = gzipped(made.body);
      res.set_header("Content-Encoding", "gzip");
    }
    take_over(made, res);
  }

  http_service service_;
};

http_front::http_front(http_service by) : server_{std::make_unique<server>(std::move(by))} {}
http_front::~http_front() = default;

listener::served http_front::serve(int descriptor) { return server_->serve(descriptor); }

}  // namespace acumage::simulator
