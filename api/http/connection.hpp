// The front's state of one client.
#pragma once

#include "api/http/request_reader.hpp"
#include "api/http/socket.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace acumage::api {

enum class connection_state : std::uint8_t {
  handshaking,  ///< TLS is not established yet
  idle,         ///< between requests, or nothing received yet
  receiving,    ///< part of a request has been received
  held,         ///< its body waits until others have freed memory
  working,      ///< a worker has the request
  sending,      ///< the reply is being sent
  lingering,    ///< answered; further input is discarded, or the client would lose the reply
  closed,       ///< removed at the end of this turn
};
inline constexpr std::size_t connection_state_count = 8;

/// What happens to connections without a request in progress when a poller stops.
enum class farewell : std::uint8_t {
  at_once,
  after_one_more,  ///< request, answered with `Connection: close`, or at the deadline
};

/// Belongs to the poller's thread.
struct connection {
  connection(std::uint64_t number, byte_stream bytes, std::size_t max_body)
      : id{number}, stream{std::move(bytes)}, reader{max_body} {}

  std::uint64_t id;
  byte_stream stream;
  endpoint here;
  std::string peer;
  connection_state state = connection_state::idle;
  std::chrono::steady_clock::time_point since;  ///< in this state
  bool readable = false;                        ///< no read has found it empty since the last event
  bool closes = false;                          ///< after the reply
  bool proven = true;  ///< the head of the current request proves that its sender is authorized
  request_reader reader;
  std::string input;        ///< read but not consumed: the beginning of the next request
  std::string output;       ///< not yet written
  std::size_t written = 0;  ///< of output
  std::size_t charged = 0;  ///< bytes counted against the budget
  std::chrono::steady_clock::time_point complete_at;  ///< last byte of the current request
};

}  // namespace acumage::api
