// The recorded exchanges with a real Magento 2.4.7, as the tests send them again.
#pragma once

#include "http/raw_client.hpp"

#include <string>
#include <vector>

namespace acumage::simulator {

struct transcript {
  int number = 0;
  std::string note, method, path, token;
  tests::raw_headers headers;
  std::string request;
  int status = 0;  ///< 0: the client got no answer
  std::string response;
};

/// By growing number; of requests that were sent at the same time, the one first that the store
/// served first.
std::vector<transcript> recorded(const std::string& file_name = "simulator_transcripts.jsonl");

/// Why a row is not sent; empty: it is.
std::string left_out_because(int number);

}  // namespace acumage::simulator
