// What an answer of Acumatica means: a body that can be read, or the problem.
#pragma once

#include "erp/problem.hpp"
#include "http/client.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace acumage::erp {

enum class asked : std::uint8_t { sign_in, json, xml };

/// `where` begins the message: "GET /entity". Retry-After sets not_before.
expected<std::string> body_of(http::reply came, asked what, const std::string& where,
                              std::chrono::system_clock::time_point now);

/// The session or token is no longer valid: 401, or a redirect to the sign-in page.
bool is_session_lost(const http::reply& came);

/// A page for people instead of data: the sign-in page of a lost session, or a proxy's.
bool is_web_page(const http::reply& came);

/// The words of an error: Acumatica's own message, OData's, OAuth's, or the title of a page; empty
/// if there are none.
std::string words_of(const std::string& body);

}  // namespace acumage::erp
