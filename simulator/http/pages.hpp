// Answers that are pages, not JSON: from the web server in front, or from Magento before its REST layer.
#pragma once

#include "simulator/http/exchange.hpp"

namespace acumage::simulator {

/// The web server's own page for 404, 413, 414, 502, 503 or 504 (nginx, as recorded).
answer gateway_page(int status);

answer maintenance_page();    ///< 503, regardless of route, token or Accept
answer database_down_page();  ///< 500 text/plain that begins like a page

/// 500: the store cannot produce the format requested in Accept (REST.md 1.2).
answer cannot_render_page();

}  // namespace acumage::simulator
