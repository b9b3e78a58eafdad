// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A Transport whose replies a test gives by hand, in any order. Owned by its Connection; the test
// keeps a pointer for as long.
#pragma once

#include "services/wsman/transport.h"

#include <QPointer>

#include <deque>

namespace Cistern {

class ScriptedTransport final : public Transport
{
public:
    struct Sent
    {
        Envelope request;
        QPointer<QObject> owner;
        Pledge<Envelope> pledge;
    };

    QString address() const override
    {
        return QStringLiteral("https://san1.lab.example:5986/wsman");
    }

    Answer<Envelope> send(const Envelope &request, QObject *owner) override
    {
        m_sent.push_back({request, owner, {}});
        const Answer<Envelope> answer = m_sent.back().pledge.answer();
        // As every transport: the request ends with its owner.
        connect(owner, &QObject::destroyed, this, [this, i = m_sent.size() - 1] {
            m_sent[i].pledge.give(Failure{.cause = Failure::Cause::Cancelled});
        });
        return answer;
    }

    qsizetype count() const { return qsizetype(m_sent.size()); }
    const Sent &sent(qsizetype i) const { return m_sent[size_t(i)]; }
    template<class Body>
    const Body *body(qsizetype i) const
    {
        return std::get_if<Body>(&m_sent[size_t(i)].request.body);
    }
    void reply(qsizetype i, const Wsman::Body &body) const
    {
        m_sent[size_t(i)].pledge.give(replyTo(m_sent[size_t(i)].request, body));
    }
    void fail(qsizetype i, const Failure &failure) const { m_sent[size_t(i)].pledge.give(failure); }

private:
    std::deque<Sent> m_sent; // what is told of one stays valid while others come
};

} // namespace Cistern
