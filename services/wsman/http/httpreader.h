// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Reads one HTTP/1.1 message from bytes as they come, strict and bounded: what two readers could
// understand differently is refused (RFC 9112 section 11). Owned by a connection; one thread.
#pragma once

#include "services/wsman/http/httpmessage.h"

#include <memory>

namespace Cistern {

class HttpReader
{
public:
    enum class Kind : quint8 { Request, Reply };
    enum class State : quint8 { Head, Body, Whole, Broken };
    enum class Problem : quint8 {
        None,
        Malformed,         // the grammar, contradicting lengths, folding, bare line ends, …
        HeadTooLarge,      // block, line or number of lines
        BodyTooLarge,      // announced or counted, before it is kept
        UnsupportedCoding, // a transfer coding besides chunked
        Compressed,        // a content coding
        Version,           // not HTTP/1.1 (or 1.0 in a reply)
        Truncated,         // the other side closed in the middle
    };

    static constexpr qsizetype mostHeadBytes = 128 * 1024;
    static constexpr qsizetype mostLineBytes = 96 * 1024;
    static constexpr int mostHeadLines = 100;
    static constexpr int mostInterimReplies = 8; // 1xx before the reply proper

    HttpReader(Kind kind, qint64 mostBodyBytes);
    ~HttpReader();

    // Takes bytes and says how many were used. Stops behind the head (State::Body), so that it can
    // be judged before the body is read, and behind the message (State::Whole).
    qsizetype feed(QByteArrayView bytes);
    // The other side will send no more.
    void finish();

    State state() const { return m_state; }
    Problem problem() const { return m_problem; }
    QByteArray detail() const
    {
        return m_detail;
    }                                          // what was wrong, in words of a library or a header
    bool started() const { return m_started; } // some byte of the message is here

    // Known from State::Body on
    QByteArray method() const { return m_method; }
    QByteArray target() const { return m_target; }
    int status() const { return m_status; }
    const HttpHeaders &headers() const { return m_headers; }
    bool announcesBody() const; // Content-Length (also 0) or chunked
    bool keepsAlive() const;
    QByteArray body() const { return m_body; }

private:
    class Grammar;
    template<bool isRequest>
    class BeastGrammar;

    void startGrammar();
    qsizetype feedHead(QByteArrayView bytes);
    qsizetype feedBody(QByteArrayView bytes);
    void headComplete();
    bool checkLine();
    Problem fieldProblem();
    void fail(Problem problem, const QByteArray &detail);

    Kind m_kind;
    qint64 m_mostBodyBytes;
    State m_state = State::Head;
    Problem m_problem = Problem::None;
    QByteArray m_detail;
    bool m_started = false;

    std::unique_ptr<Grammar> m_grammar;
    QByteArray m_pending;      // the head until it is whole, then what the grammar left over
    qsizetype m_lineStart = 0; // in m_pending
    int m_lines = 0;
    int m_interim = 0;

    QByteArray m_method;
    QByteArray m_target;
    int m_status = 0;
    int m_version = 0;
    HttpHeaders m_headers;
    bool m_headDone = false; // later fields are trailers and are dropped
    QByteArray m_body;
};

} // namespace Cistern
