// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/poolsite.h"

#include "services/provider/books.h"
#include "services/provider/objects.h"
#include "services/wsman/auth/userfile.h"
#include "services/wsman/soapxml.h"
#include "tests/support/httpmessages.h"
#include "tests/support/providerfixture.h"
#include "tests/support/servedsite.h"

#include <QFile>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QByteArray nameMark = "--NAME--", messageMark = "--MESSAGE--";
}

PoolSite::PoolSite(qint64 pools, Source source, const QString &folder)
    : m_store(folder.isEmpty() ? m_home.store() : folder)
{
    QString system;
    {
        ProviderFixture first({.limit = {}, .store = m_store});
        m_service = first.service();
        m_source = first.location();
        system = first.system().key(u"Name").toString();
    }
    if (!UserFile(m_store + u"/users.json"_s).add({user(), AccessRole::Manage}, Secret(password())))
        qFatal("no user");
    if (source == Source::LargePool)
        addLargePool(system, quint64(pools + 1) * MiB);
}

void PoolSite::addLargePool(const QString &system, quint64 size)
{
    auto store = ObjectStore::open(m_store);
    if (!store)
        qFatal("the store does not open");
    Books books = Books::read(**store);
    const BookPool location = books.locations().constFirst();
    BookPool pool{.id = Objects::newId(), .name = u"large"_s, .systemName = system};
    pool.sources = {location.id};
    BookElement extent;
    extent.id = extent.name = u"large"_s;
    extent.systemName = system;
    extent.size = size;
    extent.location = extent.home = location.id;
    extent.user = pool.id;
    extent.own = true;
    extent.file = location.folder + u"/large.extent"_s;
    QFile file(extent.file);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(qint64(size)))
        qFatal("no large file");
    books.pools.insert(pool.id, pool);
    books.elements.insert(extent.id, extent);
    StoreChange change;
    books.write(**store, change);
    if (!(*store)->commit(change))
        qFatal("no large pool");
    m_source = Objects::poolPath(pool.id);
}

void PoolSite::serve()
{
    for (int attempt = 0; attempt < 3; ++attempt) { // somebody may have been quicker at the port
        m_port = freePort();
        m_server = std::make_unique<Child>(m_home.environment());
        m_server->start(
            CliHome::program(),
            {u"serve"_s, u"--store"_s, m_store, u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port)});
        if (m_server->until([this] { return m_server->out.contains("listening on"); }))
            return;
    }
    qFatal("it is not served: %s", m_server->all().constData());
}

QString PoolSite::user()
{
    return ServedSite::user();
}

QByteArray PoolSite::password()
{
    return ServedSite::password();
}

QByteArray PoolSite::request(const Wsman::Body &body) const
{
    Envelope request;
    request.to = u"http://127.0.0.1/wsman"_s;
    request.target = m_service;
    request.messageId = QString::fromLatin1(messageMark);
    request.body = body;
    return writeEnvelope(request);
}

QByteArray PoolSite::createRequest() const
{
    return request(Wsman::Invoke{u"CreateOrModifyStoragePool"_s,
                                 {{u"ElementName"_s, words(QString::fromLatin1(nameMark))},
                                  {u"Size"_s, bytes(MiB)},
                                  {u"InPools"_s, pathTexts({m_source})}}});
}

QByteArray PoolSite::getRequest() const
{
    return request(Wsman::Get());
}

QByteArray PoolSite::post(QByteArray request, const QString &name, const QString &messageId)
{
    request.replace(nameMark, name.toUtf8()).replace(messageMark, messageId.toUtf8());
    return basicPost(user(), password(), request);
}

QByteArray PoolSite::jobOf(QByteArrayView reply)
{
    const QByteArrayView named = reply.sliced(std::max<qsizetype>(reply.indexOf("InstanceID"), 0));
    const QByteArrayView text = named.sliced(named.indexOf('>') + 1);
    return text.first(std::max<qsizetype>(text.indexOf('<'), 0)).toByteArray();
}

} // namespace Cistern
