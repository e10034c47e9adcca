#include "magento/http_exchange.hpp"

#include "magento/reply_headers.hpp"

#include <httplib.h>
#include <algorithm>
#include <string_view>

namespace acumage::magento {

namespace {

constexpr std::size_t max_body = 32U << 20U;
constexpr std::size_t max_wire_bytes = 2 * max_body;  // chunk lines and headers included
constexpr std::size_t max_status_line = 8192;
constexpr std::size_t max_head = 256U << 10U;  // the library keeps every line of it

/// Between httplib, which writes and reads HTTP in small steps, and the wire: the request leaves in one
/// piece when the answer is first asked for.
class wire_stream final : public httplib::Stream {
 public:
  wire_stream(wire& line, time_point deadline) : line_{line}, deadline_{deadline} {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

  ssize_t write(const char* data, std::size_t size) override {
    out_.append(data, size);
    return static_cast<ssize_t>(size);
  }

  ssize_t read(char* to, std::size_t size) override {
    if (!out_.empty()) flush();
    if (place_ == in_.size() && !fill()) return ended_ == io::closed ? 0 : -1;
    const auto taken = in_.copy(to, size, place_);
    place_ += taken;
    return static_cast<ssize_t>(taken);
  }

  io ended() const { return ended_; }
  std::size_t sent() const { return sent_; }
  std::size_t received() const { return received_; }
  bool drained() const { return place_ == in_.size(); }
  void begin_body() { in_head_ = false; }
  /// Why what came cannot be an answer; empty: it can.
  std::string_view nonsense() const { return nonsense_; }

 private:
  /// A store that refuses early (413) closes before it has read all; what it said is still there, so a
  /// failed send is no reason not to read.
  void flush() {
    const auto data = std::exchange(out_, {});
    const auto ended = line_.send(data, deadline_, sent_);
    if (ended == io::late || ended == io::interrupted) ended_ = ended;
  }

  bool fill() {
    if (ended_ != io::ok) return false;
    in_.clear();
    place_ = 0;
    ended_ = line_.receive(in_, deadline_);
    if (ended_ != io::ok) return false;
    const auto first = received_ == 0;
    received_ += in_.size();
    if (first && !std::string_view{"HTTP/1."}.starts_with(std::string_view{in_}.substr(0, 7)))
      nonsense_ = "what answers there does not speak HTTP";
    // httplib matches the status line with a regular expression, which recurses.
    in_status_line_ = in_status_line_ && in_.find('\n') == std::string::npos;
    if (in_status_line_ && received_ > max_status_line) nonsense_ = "the status line does not end";
    if (in_head_ && received_ - in_.size() > max_head) nonsense_ = "the headers do not end";
    if (received_ > max_wire_bytes) nonsense_ = "the answer is larger than 32 MB";
    if (!nonsense_.empty()) ended_ = io::broken;
    return nonsense_.empty();
  }

  wire& line_;
  time_point deadline_;
  std::string out_;
  std::string in_;
  std::size_t place_ = 0;
  std::size_t sent_ = 0;
  std::size_t received_ = 0;
  bool in_status_line_ = true;
  bool in_head_ = true;
  io ended_ = io::ok;
  std::string_view nonsense_;
};

/// httplib's reading and writing of HTTP without its connections: those know no total deadline, tell
/// neither timeout from reset nor what is wrong with a certificate, and cannot be interrupted while
/// they connect.
class http_codec : public httplib::ClientImpl {
 public:
  http_codec() : ClientImpl{"unused"} {
    set_url_encode(false);
    set_decompress(true);
  }

  bool talk(httplib::Stream& over, httplib::Request& what, httplib::Response& reply,
            httplib::Error& problem) {
    return process_request(over, what, reply, false, problem);
  }
};

/// Takes the body of an answer, unpacked, as far as it may go.
struct body_sink {
  std::string text;
  bool overflowed = false;

  bool take(const char* data, std::size_t size) {
    overflowed = text.size() + size > max_body;
    if (!overflowed) text.append(data, size);
    return !overflowed;
  }
};

httplib::Request compose(const http_request& what, wire_stream& over, body_sink& sink) {
  httplib::Request request;
  request.method = what.method;
  request.path = what.target;
  request.body = what.body;
  for (const auto& [name, value] : what.headers) request.headers.emplace(name, value);
  request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    over.begin_body();
    return sink.take(data, size);
  };
  return request;
}

std::string failure_words(const wire_stream& over, const wire& line, const body_sink& sink) {
  if (over.ended() == io::interrupted) return "interrupted while it waited for the answer";
  if (over.ended() == io::late)
    return over.received() == 0 ? "no answer in time" : "the answer was not complete in time";
  if (sink.overflowed) return "the answer is larger than 32 MB";
  if (!over.nonsense().empty()) return std::string{over.nonsense()};
  if (over.ended() == io::ok) return "the answer is not valid HTTP";
  const auto* when = over.received() == 0 ? "before an answer: " : "in the middle of the answer: ";
  return "connection lost " + (when + line.problem());
}

void take_headers(const httplib::Response& from, http_result& to) {
  to.reply.status = from.status;
  to.reply.content_type = from.get_header_value("Content-Type");
  to.reply.location = from.get_header_value("Location");
  to.reply.retry_after =
      read_retry_after(from.get_header_value("Retry-After"), from.get_header_value("Date"),
                       std::chrono::system_clock::now());
  const auto framed = from.has_header("Content-Length") || from.has_header("Transfer-Encoding") ||
                      from.status == 204;
  to.keeps = framed && from.version == "HTTP/1.1" &&
             !has_token(from.get_header_value("Connection"), "close");
  using namespace std::chrono_literals;
  // Web servers keep 5 s (Apache) to 75 s (nginx), balancers 60 s. The store's own word minus a second, so that a
  // request does not meet the connection's end on its way.
  const auto kept = read_keep_alive(from.get_header_value("Keep-Alive"));
  to.idle_limit = kept ? std::max(*kept - 1s, 0s) : 50s;
}

}  // namespace

http_result exchange_over(wire& line, const http_request& what, time_point deadline) {
  http_result result;
  wire_stream over{line, deadline};
  body_sink sink;
  auto request = compose(what, over, sink);
  httplib::Response reply;
  auto problem = httplib::Error::Success;
  // The library takes any three digits as a status; those below 100 are none (RFC 9110, 15).
  const auto complete = http_codec{}.talk(over, request, reply, problem) && reply.status >= 100;
  result.sent = over.sent();
  result.answer_began = over.received() > 0;
  if (complete) {
    result.reply.body = std::move(sink.text);
    take_headers(reply, result);
    result.keeps = result.keeps && over.drained() && over.ended() == io::ok;
    return result;
  }
  result.interrupted = over.ended() == io::interrupted;
  result.reply.how = over.ended() == io::late ? carried::read_timeout : carried::reset;
  result.reply.detail = failure_words(over, line, sink);
  return result;
}

}  // namespace acumage::magento
