#include "http/failure.hpp"

#include <system_error>

namespace acumage::http {

namespace {

std::string tls_words(CURLcode ended, std::string_view told) {
  if (ended == CURLE_SSL_PINNEDPUBKEYNOTMATCH) return "the certificate is not the one expected";
  if (ended == CURLE_SSL_CACERT_BADFILE)
    return std::string{told} + "; expected certificates in PEM form";
  if (ended == CURLE_PEER_FAILED_VERIFICATION)
    return "certificate not accepted: " + std::string{told};
  // When the connection just ends, OpenSSL has no useful message.
  if (told.find("SSL_ERROR_SYSCALL") != told.npos || told.find("unexpected eof") != told.npos)
    return "TLS handshake: the connection was closed";
  return "TLS handshake: " + std::string{told};
}

bool is_tls(CURLcode ended) {
  switch (ended) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_INVALIDCERTSTATUS: return true;
    default: return false;
  }
}

std::string refusal_words(CURL* easy, CURLcode ended, std::string_view told) {
  long number = 0;
  curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &number);
  if (number >= 300) return "the proxy answers " + std::to_string(number);
  curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
  if (ended == CURLE_COULDNT_CONNECT && number != 0)
    return std::generic_category().message(static_cast<int>(number));
  return std::string{told.empty() ? curl_easy_strerror(ended) : told};
}

/// The request was not issued yet, so nothing of it has left.
void note_no_connection(transfer& what, CURL* easy, CURLcode ended, cut why,
                        std::string_view told) {
  auto& made = what.made;
  const bool late = why == cut::late || ended == CURLE_OPERATION_TIMEDOUT;
  if (why == cut::interrupted) {
    made.how = carried::reset;
    made.words = "interrupted before it was sent";
  } else if (late && what.connecting) {
    made.how = carried::connect_timeout;
    made.words = "no connection in time";
  } else if (late) {
    made.how = carried::name_failed;
    made.words = "host name not found: the name server does not answer";
  } else if (ended == CURLE_COULDNT_RESOLVE_HOST || ended == CURLE_COULDNT_RESOLVE_PROXY) {
    made.how = carried::name_failed;
    made.words = ended == CURLE_COULDNT_RESOLVE_HOST ? "host name not found"
                                                     : "host name of the proxy not found";
  } else if (is_tls(ended)) {
    made.how = carried::tls_failed;
    made.words = tls_words(ended, told);
  } else {
    made.how = carried::refused;
    made.words = refusal_words(easy, ended, told);
  }
}

std::string broken_words(const transfer& what, CURLcode ended, std::string_view told) {
  if (!what.nonsense.empty()) return what.nonsense;
  // A line above 100 KB is CURLE_OUT_OF_MEMORY in 7.88 and CURLE_TOO_LARGE, which 7.88 does not
  // define, in later versions.
  if (ended == CURLE_OUT_OF_MEMORY || static_cast<int>(ended) == 100)
    return what.made.answer_began ? "the headers do not end" : "the status line does not end";
  if (told.find("HTTP/0.9") != told.npos) return "the server does not speak HTTP";
  std::string lost = "connection lost ";
  lost += what.made.answer_began ? "in the middle of the answer: " : "before an answer: ";
  if (ended == CURLE_RECV_ERROR || ended == CURLE_SEND_ERROR) return lost.append(told);
  if (what.lost || ended == CURLE_GOT_NOTHING || ended == CURLE_PARTIAL_FILE)
    return lost + "connection closed";
  return "the answer is not valid HTTP";
}

}  // namespace

void note_failure(transfer& what, CURL* easy, CURLcode ended, cut why, std::string_view told) {
  auto& made = what.made;
  made.status = 0;
  made.headers.clear();
  made.body.clear();
  made.interrupted = why == cut::interrupted;
  if (!what.issued) return note_no_connection(what, easy, ended, why, told);
  made.how = why == cut::late ? carried::read_timeout : carried::reset;
  if (why == cut::late)
    made.words = made.answer_began ? "the answer was not complete in time" : "no answer in time";
  else if (why == cut::interrupted)
    made.words = "interrupted while it waited for the answer";
  else
    made.words = broken_words(what, ended, told);
}

}  // namespace acumage::http
