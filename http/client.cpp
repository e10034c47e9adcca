#include "http/client.hpp"

#include "http/failure.hpp"
#include "http/header_text.hpp"
#include "http/transfer.hpp"

#include <strings.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <new>

namespace acumage::http {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

template <auto Close>
struct closer {
  template <class Handle>
  void operator()(Handle* it) const {
    Close(it);
  }
};
using easy_handle = std::unique_ptr<CURL, closer<&curl_easy_cleanup>>;
using multi_handle = std::unique_ptr<CURLM, closer<&curl_multi_cleanup>>;
using header_list = std::unique_ptr<curl_slist, closer<&curl_slist_free_all>>;

void set_up_library() {
  static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) throw std::bad_alloc{};
}

void set(CURL* easy, CURLoption which, const std::string& value) {
  if (curl_easy_setopt(easy, which, value.c_str()) != CURLE_OK) throw std::bad_alloc{};
}

void append(header_list& to, const std::string& line) {
  auto* const longer = curl_slist_append(to.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc{};
  static_cast<void>(to.release());
  to.reset(longer);
}

/// A bare name followed by a colon stops libcurl from sending its own header of that name.
header_list list_of(const request& what) {
  header_list made;
  append(made, "Expect:");
  append(made, "Accept:");
  append(made, "Content-Type:");
  for (const auto& [name, value] : what.headers) {
    const auto safe = header_safe(value);
    append(made, header_safe(name) + (safe.empty() ? ";" : ": " + safe));
  }
  return made;
}

int milliseconds_until(time_point then) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(then - steady_clock::now());
  // At most one second, so that a wake-up without a descriptor is also noticed.
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000));
}

}  // namespace

class client::engine {
 public:
  explicit engine(options how) : how_{std::move(how)} {
    set_up_library();
    easy_.reset(curl_easy_init());
    multi_.reset(curl_multi_init());
    if (!easy_ || !multi_) throw std::bad_alloc{};
    // libcurl closes an idle connection before it opens another one.
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, 1L);
    set_manners();
    set_trust();
    if (!how_.proxy)
      set(easy_.get(), CURLOPT_PROXY, "");
    else if (!how_.proxy->empty())
      set(easy_.get(), CURLOPT_PROXY, *how_.proxy);
  }

  void interrupt() noexcept {
    interrupted_.store(true);
    curl_multi_wakeup(multi_.get());
  }

  void rest(time_point until) {
    while (!interrupted_.load() && steady_clock::now() < until)
      curl_multi_poll(multi_.get(), nullptr, 0, milliseconds_until(until), nullptr);
  }

  reply exchange(const request& what) {
    transfer now{how_.max_body};
    now.listen_to(easy_.get());
    const auto headers = list_of(what);
    prepare(what, headers.get());
    auto ended = CURLE_OK;
    const auto why = run(now, ended);
    if (why == cut::none && ended == CURLE_OK && is_whole(now))
      take_answer(now);
    else
      note_failure(now, easy_.get(), ended == CURLE_OK ? CURLE_PARTIAL_FILE : ended, why,
                   told_.data());
    return std::move(now.made);
  }

 private:
  void set_manners() {
    auto* const easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, told_.data());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    // All addresses of the host share this time.
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(how_.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
    // An abandoned exchange does not wait for the resolver thread.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  }

  void set_trust() {
    auto* const easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    const bool checks = how_.check == peer_check::certificate && how_.pinned_key.empty();
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, checks ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, checks ? 2L : 0L);
    if (!how_.pinned_key.empty()) set(easy, CURLOPT_PINNEDPUBLICKEY, how_.pinned_key);
    if (!how_.ca_file.empty()) {
      set(easy, CURLOPT_CAINFO, how_.ca_file);
      curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    } else {  // as OpenSSL has it, which libcurl does not
      if (const auto* file = std::getenv("SSL_CERT_FILE")) set(easy, CURLOPT_CAINFO, file);
      if (const auto* folder = std::getenv("SSL_CERT_DIR")) set(easy, CURLOPT_CAPATH, folder);
    }
    if (how_.own_certificate.empty()) return;
    set(easy, CURLOPT_SSLCERT, how_.own_certificate);
    set(easy, CURLOPT_SSLKEY, how_.own_key);
  }

  void prepare(const request& what, curl_slist* headers) {
    auto* const easy = easy_.get();
    told_.front() = '\0';
    set(easy, CURLOPT_URL, what.url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    if (what.body.empty() && what.method != "POST" && what.method != "PUT") {
      curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    } else {
      curl_easy_setopt(easy, CURLOPT_POST, 1L);
      curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(what.body.size()));
      curl_easy_setopt(easy, CURLOPT_POSTFIELDS, what.body.c_str());
    }
    set(easy, CURLOPT_CUSTOMREQUEST, what.method);
    // Over TLS send one record at a time: OpenSSL counts several as unsent when only the last of
    // them is.
    plain_ = ::strncasecmp(what.url.c_str(), "http:", 5) == 0;
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, plain_ ? 65'536L : 16'384L);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, is_usable() ? 0L : 1L);
  }

  /// Whether the kept connection can carry another request. libcurl's own check mistakes an unread
  /// TLS close_notify for a sign of life. Unsolicited data from the server makes the connection
  /// unusable too.
  bool is_usable() {
    if (socket_ == CURL_SOCKET_BAD || steady_clock::now() > idle_until_) return false;
    curl_waitfd kept{socket_, CURL_WAIT_POLLIN, 0};
    return curl_multi_poll(multi_.get(), &kept, 1, 0, nullptr) == CURLM_OK && kept.revents == 0;
  }

  cut run(transfer& now, CURLcode& ended) {
    socket_ = CURL_SOCKET_BAD;
    if (interrupted_.exchange(false)) return cut::interrupted;
    if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
      ended = CURLE_OUT_OF_MEMORY;
      return cut::none;
    }
    const auto why = drive(now, ended);
    if (why == cut::none && ended == CURLE_OK)
      curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket_);
    curl_multi_remove_handle(multi_.get(), easy_.get());
    return why;
  }

  cut drive(const transfer& now, CURLcode& ended) {
    const auto connected_by = steady_clock::now() + how_.connect_timeout;
    for (;;) {
      int running = 0;
      const auto moved = curl_multi_perform(multi_.get(), &running);
      if (moved != CURLM_OK) ended = CURLE_OUT_OF_MEMORY;
      if (moved != CURLM_OK || is_done(ended)) return cut::none;
      if (interrupted_.exchange(false)) return cut::interrupted;
      const auto until = now.issued ? now.issued_at + how_.exchange_timeout : connected_by;
      if (steady_clock::now() >= until) return cut::late;
      curl_multi_poll(multi_.get(), nullptr, 0, milliseconds_until(until), nullptr);
    }
  }

  bool is_done(CURLcode& ended) {
    int further = 0;
    const auto* const news = curl_multi_info_read(multi_.get(), &further);
    if (news == nullptr || news->msg != CURLMSG_DONE) return false;
    ended = news->data.result;
    return true;
  }

  /// An answer without a length ends with the connection. Over TLS it is complete only after a
  /// close_notify, because otherwise it may have been cut (RFC 9112, 9.8). libcurl 7.88 does not
  /// check this.
  bool is_whole(transfer& now) {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    now.made.status = static_cast<int>(status);
    return plain_ || now.farewell || status == 204 || status == 304 ||
           !now.made.header("Content-Length").empty() ||
           !now.made.header("Transfer-Encoding").empty();
  }

  void take_answer(const transfer& now) {
    // Web servers keep connections for 5 s (Apache) to 75 s (nginx), load balancers for 60 s. One
    // second less than the server's own value keeps a request from arriving as the connection
    // closes.
    const auto kept = read_keep_alive(now.made.header("Keep-Alive"));
    idle_until_ = steady_clock::now() + (kept ? std::max(*kept - 1s, 0s) : 50s);
  }

  const options how_;
  std::array<char, CURL_ERROR_SIZE> told_{};
  multi_handle multi_;  // destroyed after the handle that it drives
  easy_handle easy_;
  std::atomic<bool> interrupted_{false};
  curl_socket_t socket_ = CURL_SOCKET_BAD;  // of the kept connection
  time_point idle_until_{};
  bool plain_ = true;  // no TLS
};

client::client(options how) : engine_{std::make_unique<engine>(std::move(how))} {}
client::~client() = default;

reply client::exchange(const request& what) { return engine_->exchange(what); }
void client::rest(time_point until) { engine_->rest(until); }
void client::interrupt() noexcept { engine_->interrupt(); }

std::string_view reply::header(std::string_view name) const {
  const auto same = [name](const auto& field) {
    return field.first.size() == name.size() &&
           ::strncasecmp(field.first.data(), name.data(), name.size()) == 0;
  };
  const auto found = std::find_if(headers.begin(), headers.end(), same);
  return found == headers.end() ? std::string_view{} : found->second;
}

}  // namespace acumage::http
