// Requests and replies as plain values, without sockets or library types.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::api {

struct header {
  std::string name;
  std::string value;
};

/// The head of a request, checked by the front, before its body is read.
struct request_head {
  std::string method;
  std::string target;  ///< origin form ("/push?x=1") or "*"
  int minor = 1;       ///< HTTP/1.<minor>, 0 or 1
  std::vector<header> headers;
  std::string local_address;     ///< at which the connection arrived, "127.0.0.1"
  std::uint16_t local_port = 0;  ///< 0: not known
  std::string remote_address;
  std::string_view scheme = "http";  ///< of the listener, "http" or "https"

  /// The value of the first header of that name (any case), null when there is none.
  const std::string* find(std::string_view name) const;
  /// The target without its query.
  std::string_view path() const;
};

/// Parameters of a query or members of a body, in order of arrival.
using name_values = std::vector<std::pair<std::string, std::string>>;

/// Is it a request for /livez or /readyz? These are open to all and never wait for other requests.
bool is_probe(const request_head& head);

/// The argument of a route's handler. The views are valid during the call.
struct request {
  std::string_view method;
  std::string_view path;
  name_values parameters;             ///< of the query, decoded
  std::vector<std::string> captures;  ///< what the groups of the route's pattern matched
  std::string_view content_type;      ///< as sent; empty: none
  std::string_view body;
};

struct reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<header> headers;
};

reply json_reply(int status, std::string body);

/// A reply of one word, for probes.
reply word_reply(int status, std::string_view word);

/// `{"error":{"code","message","at"}}` (SPEC 11); `at` is left out when there is no place.
reply error_reply(int status, std::string_view code, std::string_view message,
                  std::string_view at = {});

/// The same for an error of the node: its code determines the status; a 503 has Retry-After.
reply error_reply(const error& problem);

/// 415 for this Content-Type; says what curl must be told, which names a form when it is told nothing.
reply foreign_type(std::string_view given, std::string_view expected);

/// The headers of every reply.
const std::vector<header>& standing_headers();

enum class after_reply { keep_connection, close_connection };

/// The reply as bytes, without its body for HEAD. Used for refusals before routing.
std::string reply_text(const reply& what, std::string_view method, after_reply then);

/// Compares without regard to ASCII case: header names and schemes (RFC 9110, 5.1).
bool same_token(std::string_view left, std::string_view right);

/// The text without surrounding spaces and tabs (OWS, RFC 9110, 5.6.3).
std::string_view without_ows(std::string_view text);

}  // namespace acumage::api
