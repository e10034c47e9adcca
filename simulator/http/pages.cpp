#include "simulator/http/pages.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator {
namespace {

constexpr std::string_view before_title = R"html(<!doctype html>
<html xmlns="http://www.w3.org/1999/xhtml" >
<head>
    <title>)html";
constexpr std::string_view before_content = R"html(</title>
    <base href="http&#x3A;&#x2F;&#x2F;127.0.0.1&#x2F;errors&#x2F;default&#x2F;" />
    <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
    <meta name="robots" content="*"/>
    <link rel="stylesheet" href="css/styles.css" type="text/css" />
    <link rel="icon" href="images/favicon.ico" type="image/x-icon" />
    <link rel="shortcut icon" href="images/favicon.ico" type="image/x-icon" />
</head>
<body>
    <main class="page-main">
)html";
constexpr std::string_view after_content = R"html(    </main>
</body>
</html>
)html";

std::string framed(std::string_view title, std::string_view content) {
  std::string page{before_title};
  page += title;
  page += before_content;
  page += content;
  return page += after_content;
}

std::string_view reason(int status) {
  switch (status) {
    case 404: return "404 Not Found";
    case 413: return "413 Request Entity Too Large";
    case 414: return "414 Request-URI Too Large";
    case 502: return "502 Bad Gateway";
    case 504: return "504 Gateway Time-out";
    default: return "503 Service Temporarily Unavailable";
  }
}

}  // namespace

answer gateway_page(int status) {
  const std::string title{reason(status)};
  return {.status = status,
          .body = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" +
                  title +
                  "</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n",
          .content_type = html_type};
}

answer maintenance_page() {
  static constexpr std::string_view content = R"html(        
<h1>Service Temporarily Unavailable</h1>
<p>
    The server is temporarily unable to service your request due to maintenance downtime or capacity problems.
    Please try again later.
</p>
)html";
  return {.status = 503,
          .body = framed("Error 503: Service Unavailable", content),
          .content_type = html_type};
}

answer database_down_page() {
  // The page breaks off where PHP dies for the second time, while writing it.
  std::string page{before_title};
  page += "There has been an error processing your request</title>\n    <base href=\"";
  page += "An error has happened during application run. See exception log for details.\n";
  return {.status = 500, .body = std::move(page), .content_type = "text/plain;charset=UTF-8"};
}

answer cannot_render_page() {
  static constexpr std::string_view content = R"html(        
<h1>There has been an error processing your request</h1>
    <p><em>Exception printing is disabled by default for security reasons.</em></p>

    <p>Error log record number: b403402da33a6cc34cf34ea7dcc5c9d263d45ef95a6b3f8bc7807b75cd17a42f</p>
)html";
  return {.status = 500,
          .body = framed("There has been an error processing your request", content),
          .content_type = html_type};
}

}  // namespace acumage::simulator
