// What the tests of the transport share.
#pragma once

#include "magento/http_transport.hpp"
#include "support/raw_server.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace acumage::tests {

/// A transport with a bearer token to `url`.
std::unique_ptr<magento::transport> to(
    const std::string& url, std::chrono::milliseconds read_timeout = std::chrono::seconds{20});

magento::request post(std::string body);
/// A look-up.
magento::request get();

/// A script: answers every request of every connection with `[]`.
void answer_all(int connection, peer& client);

}  // namespace acumage::tests
