#include "api/http/tls_session.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <new>

namespace acumage::api {

namespace {

bool is_passing(int state) { return state == SSL_ERROR_WANT_READ || state == SSL_ERROR_WANT_WRITE; }

}  // namespace

tls_session::tls_session(const tls_context& with, int socket)
    : session_{SSL_new(with.get()), &SSL_free} {
  if (!session_ || SSL_set_fd(session_.get(), socket) != 1) throw std::bad_alloc{};
  SSL_set_accept_state(session_.get());
}

handshake_step tls_session::shake_hands() {
  ERR_clear_error();
  const int result = SSL_do_handshake(session_.get());
  sound_ = result == 1;
  if (sound_) return handshake_step::done;
  if (is_passing(SSL_get_error(session_.get(), result))) return handshake_step::blocked;
  const auto reason = ERR_GET_REASON(ERR_peek_error());
  ERR_clear_error();
  return reason == SSL_R_HTTP_REQUEST ? handshake_step::plain_http : handshake_step::failed;
}

transferred tls_session::stopped(int result) {
  const int state = SSL_get_error(session_.get(), result);
  if (is_passing(state)) return {0, transferred::state::blocked};
  if (state != SSL_ERROR_ZERO_RETURN) sound_ = false;
  ERR_clear_error();
  return {0, transferred::state::ended};
}

transferred tls_session::read(char* to, std::size_t size) {
  ERR_clear_error();
  std::size_t got = 0;
  const int result = SSL_read_ex(session_.get(), to, size, &got);
  if (result == 1) return {got, transferred::state::moved};
  return stopped(result);
}

transferred tls_session::write(std::string_view bytes) {
  ERR_clear_error();
  std::size_t put = 0;
  const int result = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &put);
  if (result == 1) return {put, transferred::state::moved};
  return stopped(result);
}

bool tls_session::say_farewell() {
  if (!sound_ || (SSL_get_shutdown(session_.get()) & SSL_SENT_SHUTDOWN) != 0) return true;
  ERR_clear_error();
  // 0: sent but not answered yet; the answer is not awaited.
  const int result = SSL_shutdown(session_.get());
  return result >= 0 || !is_passing(SSL_get_error(session_.get(), result));
}

}  // namespace acumage::api
