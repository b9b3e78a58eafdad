// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/http/httpreader.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cctype>

namespace Cistern {

namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

namespace {

// A chunk header or trailer that is longer has no honest reason.
constexpr qsizetype mostUnparsed = 8 * 1024;
// The grammar sees this much at a time, so that what it leaves over stays small.
constexpr qsizetype slice = 16 * 1024;
// More digits than any length that could be meant: nonsense rather than merely too large.
constexpr qsizetype mostLengthDigits = 10;
constexpr qsizetype mostChunkDigits = 6;

QByteArray bytesOf(string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

// Significant digits of the chunk size that comes next; the line end of the chunk before may still
// stand in front of it.
qsizetype chunkDigits(QByteArrayView bytes)
{
    const auto *at = bytes.begin();
    while (at != bytes.end() && (*at == '\r' || *at == '\n' || *at == '0'))
        ++at;
    return std::find_if_not(at, bytes.end(),
                            [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); })
        - at;
}

} // namespace

// What the reader needs of the parser, without saying whether it reads requests or replies.
class HttpReader::Grammar
{
public:
    virtual ~Grammar() = default;
    virtual qsizetype put(QByteArrayView bytes, error_code &ec) = 0;
    virtual void putEnd(error_code &ec) = 0;
    virtual bool done() const = 0;
    virtual bool keepsAlive() const = 0;
    virtual bool chunked() const = 0;
};

template<bool isRequest>
class HttpReader::BeastGrammar final : public HttpReader::Grammar,
                                       private http::basic_parser<isRequest>
{
    using Parser = http::basic_parser<isRequest>;

public:
    explicit BeastGrammar(HttpReader &reader) : m_reader(reader)
    {
        // The reader counts the head itself, line by line and before the parser sees it.
        Parser::header_limit(std::uint32_t(2 * mostHeadBytes));
        Parser::body_limit(std::uint64_t(reader.m_mostBodyBytes));
    }

    qsizetype put(QByteArrayView bytes, error_code &ec) override
    {
        return qsizetype(
            Parser::put(boost::asio::const_buffer(bytes.data(), std::size_t(bytes.size())), ec));
    }
    void putEnd(error_code &ec) override { Parser::put_eof(ec); }
    bool done() const override { return Parser::is_done(); }
    bool keepsAlive() const override { return Parser::keep_alive(); }
    bool chunked() const override { return Parser::chunked(); }

private:
    void on_request_impl(http::verb, string_view method, string_view target, int version,
                         error_code &) override
    {
        m_reader.m_method = bytesOf(method);
        m_reader.m_target = bytesOf(target);
        m_reader.m_version = version;
    }
    void on_response_impl(int code, string_view, int version, error_code &) override
    {
        m_reader.m_status = code;
        m_reader.m_version = version;
    }
    void on_field_impl(http::field, string_view name, string_view value, error_code &) override
    {
        if (!m_reader.m_headDone)
            m_reader.m_headers << HttpHeader{bytesOf(name), bytesOf(value)};
    }
    void on_header_impl(error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override {}
    std::size_t on_body_impl(string_view body, error_code &) override
    {
        m_reader.m_body.append(body.data(), qsizetype(body.size()));
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code &) override
    {
        m_reader.m_body.append(body.data(), qsizetype(body.size()));
        return body.size();
    }
    void on_finish_impl(error_code &) override {}

    HttpReader &m_reader;
};

HttpReader::HttpReader(Kind kind, qint64 mostBodyBytes)
    : m_kind(kind), m_mostBodyBytes(mostBodyBytes)
{
    startGrammar();
}

HttpReader::~HttpReader() = default;

void HttpReader::startGrammar()
{
    if (m_kind == Kind::Request)
        m_grammar = std::make_unique<BeastGrammar<true>>(*this);
    else
        m_grammar = std::make_unique<BeastGrammar<false>>(*this);
    m_pending.clear();
    m_lineStart = 0;
    m_lines = 0;
    m_headers.clear();
}

qsizetype HttpReader::feed(QByteArrayView bytes)
{
    m_started = m_started || !bytes.isEmpty();
    qsizetype used = 0;
    if (m_state == State::Head)
        used = feedHead(bytes);
    else if (m_state == State::Body)
        used = feedBody(bytes);
    return used;
}

qsizetype HttpReader::feedHead(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (m_state == State::Head && used < bytes.size()) {
        // Never more than one byte beyond the limit is kept.
        const qsizetype lineEnd = bytes.indexOf('\n', used);
        const qsizetype room = std::min(mostHeadBytes - m_pending.size(),
                                        mostLineBytes - (m_pending.size() - m_lineStart))
            + 1;
        const qsizetype wanted = (lineEnd < 0 ? bytes.size() : lineEnd + 1) - used;
        const qsizetype taken = std::min(room, wanted);
        m_pending += bytes.sliced(used, taken);
        used += taken;
        if (m_pending.size() > mostHeadBytes || m_pending.size() - m_lineStart > mostLineBytes) {
            fail(Problem::HeadTooLarge, "header too long");
        } else if (m_pending.endsWith('\n')) {
            if (!checkLine())
                break;
            if (m_pending.size() - m_lineStart == 2)
                headComplete();
            else
                m_lineStart = m_pending.size();
        }
    }
    return used;
}

// The line that just ended: what the grammar would let pass but others read differently.
bool HttpReader::checkLine()
{
    const QByteArrayView line = QByteArrayView(m_pending).sliced(m_lineStart);
    if (!line.endsWith("\r\n"))
        fail(Problem::Malformed, "bare line feed");
    else if (line.chopped(2).contains('\r'))
        fail(Problem::Malformed, "bare carriage return");
    else if (line.contains('\0'))
        fail(Problem::Malformed, "NUL in the header");
    else if (line.startsWith(' ') || line.startsWith('\t'))
        fail(Problem::Malformed, "folded header line");
    else if (line.size() == 2 && m_lines == 0)
        fail(Problem::Malformed, "empty first line");
    else if (line.size() > 2 && ++m_lines > mostHeadLines)
        fail(Problem::HeadTooLarge, "too many header lines");
    return m_state != State::Broken;
}

void HttpReader::headComplete()
{
    error_code ec;
    QByteArray head = std::exchange(m_pending, {});
    // HTTP.sys leaves out the reason and the blank before it.
    if (m_kind == Kind::Reply && head.indexOf('\r') == int(sizeof "HTTP/1.1 200") - 1)
        head.insert(head.indexOf('\r'), ' ');
    m_grammar->put(head, ec);
    if (ec && ec != http::error::body_limit && ec != http::error::need_more) {
        const bool version = ec == http::error::bad_version;
        return fail(version ? Problem::Version : Problem::Malformed,
                    QByteArray::fromStdString(ec.message()));
    }
    if (const Problem problem = fieldProblem(); problem != Problem::None)
        return fail(problem, m_detail);
    if (ec == http::error::body_limit)
        return fail(Problem::BodyTooLarge, headerValues(m_headers, "Content-Length").value(0));

    if (m_kind == Kind::Reply && m_status >= 100 && m_status < 200) {
        if (m_status == 101 || ++m_interim > mostInterimReplies)
            return fail(Problem::Malformed, "HTTP " + QByteArray::number(m_status));
        return startGrammar();
    }
    m_headDone = true;
    m_state = State::Body;
}

HttpReader::Problem HttpReader::fieldProblem()
{
    const auto broken = [this](Problem problem, const QByteArray &detail) {
        m_detail = detail;
        return problem;
    };
    if (m_version != 11 && (m_kind == Kind::Request || m_version != 10))
        return broken(Problem::Version, "HTTP version");

    const auto lengths = headerValues(m_headers, "Content-Length");
    const auto codings = headerValues(m_headers, "Transfer-Encoding");
    if (lengths.size() > 1 || codings.size() > 1 || (!lengths.isEmpty() && !codings.isEmpty()))
        return broken(Problem::Malformed, "contradicting lengths");
    for (const QByteArray &length : lengths) {
        if (length.isEmpty() || length.size() > mostLengthDigits
            || !std::all_of(length.begin(), length.end(),
                            [](char c) { return c >= '0' && c <= '9'; }))
            return broken(Problem::Malformed, "Content-Length: " + length);
    }
    for (const QByteArray &coding : codings) {
        if (coding != "chunked")
            return broken(Problem::UnsupportedCoding, "Transfer-Encoding: " + coding);
    }
    for (const QByteArray &coding : headerValues(m_headers, "Content-Encoding")) {
        if (coding.compare("identity", Qt::CaseInsensitive) != 0)
            return broken(Problem::Compressed, "Content-Encoding: " + coding);
    }
    return Problem::None;
}

qsizetype HttpReader::feedBody(QByteArrayView bytes)
{
    qsizetype used = 0;
    error_code ec;
    while (!m_grammar->done()) {
        const qsizetype taken = std::min(slice, bytes.size() - used);
        m_pending += bytes.sliced(used, taken);
        used += taken;
        while (!m_pending.isEmpty() && !m_grammar->done()) {
            const qsizetype read = m_grammar->put(m_pending, ec);
            if (ec == http::error::body_limit) {
                // A chunk size beyond all reason is an attack on arithmetic, not a large envelope.
                const bool absurd = m_grammar->chunked()
                    && chunkDigits(m_pending) > mostChunkDigits;
                fail(absurd ? Problem::Malformed : Problem::BodyTooLarge, "body too long");
                return used;
            }
            if (ec && ec != http::error::need_more) {
                fail(Problem::Malformed, QByteArray::fromStdString(ec.message()));
                return used;
            }
            m_pending.remove(0, read);
            if (ec == http::error::need_more || read == 0)
                break;
        }
        if (!m_grammar->done() && m_pending.size() > mostUnparsed) {
            fail(Problem::Malformed, "chunk header too long");
            return used;
        }
        if (used == bytes.size())
            break;
    }
    if (m_grammar->done()) {
        m_state = State::Whole;
        used -= m_pending.size(); // belongs to what follows
        m_pending.clear();
    }
    return used;
}

void HttpReader::finish()
{
    if (m_state == State::Body) {
        error_code ec;
        feedBody({});
        if (m_state == State::Body)
            m_grammar->putEnd(ec);
        // Only a body that ends with the connection may end so.
        if (m_state == State::Body && !ec && m_grammar->done())
            m_state = State::Whole;
    }
    if (m_state == State::Head || m_state == State::Body)
        fail(Problem::Truncated, "closed in the middle");
}

bool HttpReader::announcesBody() const
{
    return !headerValues(m_headers, "Content-Length").isEmpty()
        || !headerValues(m_headers, "Transfer-Encoding").isEmpty();
}

bool HttpReader::keepsAlive() const
{
    return m_grammar->keepsAlive();
}

void HttpReader::fail(Problem problem, const QByteArray &detail)
{
    m_state = State::Broken;
    m_problem = problem;
    m_detail = detail;
    m_pending.clear();
    m_body.clear();
}

} // namespace Cistern
