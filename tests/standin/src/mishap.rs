//! Answers that are not what was asked for, though they are whole: statuses, redirects, pages of apology.

use crate::reply::Reply;
use crate::request::Request;
use crate::switches::Fault;

impl Fault {
    /// The reply in place of the site's own; `None` where the fault lies in how it is sent.
    pub(crate) fn reply(&self, request: &Request) -> Option<Reply> {
        Some(match self {
            Self::Status(401) => {
                Reply::error(401, "Access is denied.").with("WWW-Authenticate", "Basic realm=\"members\"")
            }
            Self::Status(status) => Reply::error(*status, "Server Error"),
            Self::RetryAfter { status, after } => {
                Reply::error(*status, "Too many requests").with("Retry-After", after)
            }
            Self::RedirectLoop => Reply::redirect(302, &request.target),
            Self::Redirect(to) => Reply::redirect(302, to),
            Self::HttpsNotice => Reply::html(format!(
                "<html><head><title>We have moved</title></head><body><p>This site is now secure. Please use \
                 <a href=\"https://{}{}\">our new address</a> and change your bookmarks.</p></body></html>",
                request.host(),
                request.target
            )),
            Self::ErrorPage => error_page(),
            Self::RedirectToErrorPage => Reply::redirect(302, "/mgError.aspx"),
            Self::LoginPage => Reply::html(
                "<html><head><title>Log in</title></head><body><form method=\"post\" action=\"/mgLogin.aspx\">\
                 <p>You do not have permission to view this page. Please log in.</p><label>User name \
                 <input name=\"user\"></label><label>Password <input type=\"password\" name=\"password\"></label>\
                 </form></body></html>",
            ),
            Self::HtmlNamedPdf => Reply::new(
                200,
                "application/pdf",
                "<!DOCTYPE html><html><body><h1>Document unavailable</h1><p>Please try again later.</p></body></html>",
            ),
            Self::SlowFirstByte(_)
            | Self::Drip { .. }
            | Self::CutAfter(_)
            | Self::LengthTooShort(_)
            | Self::Endless
            | Self::GzipBomb(_)
            | Self::LongHeaders(_)
            | Self::NoHttp
            | Self::Hangup => return None,
        })
    }
}

/// What the committee system shows for what it does not know, with status 200.
pub(crate) fn error_page() -> Reply {
    Reply::html(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Error</title></head><body><div id=\"modgov\"><div \
         class=\"mgContent\"><h1 class=\"mgMainTitleTxt\">Error</h1><p class=\"mgErrorTxt\">An error has occurred on \
         the page you were trying to view. The document may have been removed.</p></div></div></body></html>",
    )
}
