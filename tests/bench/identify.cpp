// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Prints how many Identify requests a second go through transport and listener over loopback, one
// after another and four at a time.
#include "services/core/systemclock.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

// Keeps so many requests under way until all are answered.
class Run final : public QObject
{
public:
    Run(HttpTransport &transport, int atOnce, int count)
        : m_transport(transport), m_left(count), m_count(count)
    {
        m_time.start();
        for (int i = 0; i < atOnce; ++i)
            next();
    }

    double perSecond() const { return m_count * 1000.0 / double(m_elapsed); }

private:
    void next()
    {
        const Envelope identify{.body = Wsman::Identify(), .messageId = newMessageId()};
        onDone(m_transport.send(identify, this), this, [this](const Outcome<Envelope> &reply) {
            if (!reply.ok())
                qFatal("not answered");
            if (--m_left > 0)
                return next();
            m_elapsed = std::max<qint64>(m_time.elapsed(), 1);
            QCoreApplication::quit();
        });
    }

    HttpTransport &m_transport;
    int m_left;
    int m_count;
    QElapsedTimer m_time;
    qint64 m_elapsed = 1;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    SystemClock clock;
    const auto users = std::make_shared<UserFile>(folder.filePath(u"users.json"_s));
    if (!users->add({u"bar"_s, AccessRole::Read}, Secret("right")).ok())
        return 1;
    const Responder responder = [](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(
            replyTo(request, Wsman::IdentifyReply{u"1"_s, u"Cistern"_s, u"1"_s}));
    };
    Listener listener({}, responder, users, clock);
    if (!listener.listen().ok())
        return 1;
    HttpTarget target;
    target.url = QUrl(u"http://127.0.0.1:%1/wsman"_s.arg(listener.port()));
    target.credentials = {u"bar"_s, Secret("right")};
    HttpTransport transport(target, clock);
    for (const int atOnce : {1, 4}) {
        const Run run(transport, atOnce, 2'000);
        QCoreApplication::exec();
        std::printf("Identify over loopback, %d at a time: %.0f a second\n", atOnce,
                    run.perSecond());
    }
    return 0;
}
