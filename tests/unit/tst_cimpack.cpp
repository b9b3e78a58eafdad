// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What went into a pack comes out of it, whatever its type; rows compare as their values do.
#include "services/cim/cimpacker.h"
#include "services/schema/schema.h"
#include "services/wsman/soapxml.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimPath somePath(QRandomGenerator &dice)
{
    CimPath path(u"Root/CIMv2"_s, u"CIM_Thing"_s,
                 {{u"Id"_s, CimValue::string(u"n%1"_s.arg(dice.bounded(9)))},
                  {u"Number"_s, CimValue::uint16(quint16(dice.bounded(9)))}});
    if (dice.bounded(2))
        path.setHost(u"far"_s);
    return path;
}

CimDateTime someTime(QRandomGenerator &dice)
{
    switch (dice.bounded(4)) {
    case 0:
        return CimDateTime::lasting(std::chrono::microseconds(dice.generate64() >> 20));
    case 1:
        return *CimDateTime::fromCimText(u"20260304******.******+060");
    case 2:
        return *CimDateTime::fromCimText(u"19691231235959.000001-720");
    default:
        return CimDateTime::at(QDateTime::fromMSecsSinceEpoch(
            qint64(dice.generate() % 4'000'000'000) * 1000, Qt::UTC));
    }
}

CimValue scalar(CimType type, QRandomGenerator &dice)
{
    if (isUnsigned(type))
        return CimValue::ofUnsigned(type,
                                    dice.bounded(2) ? unsignedMaximum(type) : dice.bounded(3));
    if (isSigned(type))
        return CimValue::ofSigned(type, dice.bounded(2) ? signedMinimum(type) : -dice.bounded(3));
    switch (type) {
    case CimType::Boolean:
        return CimValue::boolean(dice.bounded(2));
    case CimType::Real32:
    case CimType::Real64:
        return CimValue::ofReal(type, dice.bounded(100) / 7.0);
    case CimType::Char16:
        return *CimValue::fromText(type, dice.bounded(2) ? u"x" : u"é");
    case CimType::DateTime:
        return CimValue::dateTime(someTime(dice));
    case CimType::Reference:
        return CimValue::reference(somePath(dice));
    case CimType::Instance: {
        CimInstance inner(u"Inner"_s);
        inner.set(u"A"_s, CimValue::uint8(quint8(dice.bounded(3))));
        return CimValue::instance(inner);
    }
    default:
        return CimValue::string(
            QStringList{u""_s, u"straße"_s, u"<&>"_s, u" x "_s}.at(dice.bounded(4)));
    }
}

// Own values, each property absent, null or told.
CimInstance some(const ClassDecl &decl, QRandomGenerator &dice)
{
    CimInstance instance(decl);
    for (const PropertyDecl &property : decl.properties) {
        const QString name = property.name;
        const int kind = dice.bounded(6);
        if (kind == 0) {
            instance.set(name, CimValue::null(property.type, property.array));
        } else if (kind > 1) {
            QList<CimValue> elements;
            for (int i = property.array ? dice.bounded(3) : 0; i >= 0; --i)
                elements.append(scalar(property.type, dice));
            instance.set(
                name, property.array ? CimValue::array(property.type, elements) : elements.first());
        }
    }
    if (dice.bounded(3) == 0)
        instance.set(u"Undeclared"_s, CimValue::uint32(7));
    if (dice.bounded(2))
        instance.setPath(somePath(dice));
    return instance;
}

CimInstance packed(CimPacker &packer, const CimInstance &instance)
{
    packer.begin(*instance.decl());
    const auto told = instance.properties();
    for (const auto &[name, value] : told) {
        if (const int place = instance.decl()->indexOf(name); place >= 0)
            packer.add(place, value);
        else
            packer.addOther(name, value);
    }
    if (!instance.path().isEmpty())
        packer.setPath(instance.path());
    return packer.end();
}
} // namespace

class tst_CimPack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWentIn()
    {
        QRandomGenerator dice(1);
        CimPacker packer;
        QList<std::pair<CimInstance, CimInstance>> pairs;
        for (const auto nameSpace : {Schema::iscsiTarget, Schema::virtualization}) {
            for (const ClassDecl *decl :
                 Schema::classesBelow(QString(nameSpace), u"CIM_ManagedElement")) {
                for (int i = 0; i < 4; ++i) {
                    const CimInstance own = some(*decl, dice);
                    pairs.append({own, packed(packer, own)});
                }
            }
        }
        QVERIFY(pairs.size() > 100);
        for (const auto &[own, row] : std::as_const(pairs)) {
            QCOMPARE(row.properties(), own.properties());
            QCOMPARE(row.className(), own.className());
            QCOMPARE(row.path(), own.path());
            QCOMPARE(row.nameSpace(), row.path().nameSpace());
            QCOMPARE(own.nameSpace(), own.path().nameSpace());
            QCOMPARE(row.path().host(), own.path().host());
            QVERIFY(row == own && own == row && row == CimInstance(row));
            CimInstance unpacked = row;
            unpacked.unpack();
            QVERIFY(unpacked == own && unpacked == row);
            CimPacker other; // whose names and places are others
            other.begin(u"First"_s);
            other.addOther(u"A"_s, CimValue::reference({u"a/b"_s, u"C"_s}));
            other.end();
            QVERIFY(packed(other, own) == row);
        }
    }

    void tellsRowsApart()
    {
        QRandomGenerator dice(2);
        const ClassDecl *decl = Schema::findClass(QString(Schema::iscsiTarget),
                                                  u"MSISCSITARGET_StoragePool");
        for (int i = 0; i < 300; ++i) {
            const CimInstance a = some(*decl, dice);
            CimInstance b = a;
            const PropertyDecl &property =
                decl->properties[size_t(dice.bounded(int(decl->properties.size())))];
            const CimInstance donor = some(*decl, dice);
            if (donor.has(QString(property.name)))
                b.set(QString(property.name), donor.value(QString(property.name)));
            else
                b.unset(QString(property.name));
            CimPacker first, second;
            QCOMPARE(packed(first, a) == packed(second, b), a == b);
            QCOMPARE(packed(first, a) == b, a == b);
        }
    }

    void changesOnlyTheCopy()
    {
        const ClassDecl *decl = Schema::findClass(QString(Schema::iscsiTarget),
                                                  u"MSISCSITARGET_StoragePool");
        CimInstance own(*decl);
        own.set(u"ElementName"_s, CimValue::string(u"gold"_s));
        CimPacker packer;
        const CimInstance row = packed(packer, own);
        CimInstance changed = row;
        changed.set(u"ElementName"_s, CimValue::string(u"silver"_s));
        changed.unset(u"Caption"_s);
        QCOMPARE(row.value(u"ElementName").toString(), u"gold"_s);
        QCOMPARE(changed.value(u"ElementName").toString(), u"silver"_s);
        QVERIFY(!(row == changed));
    }

    // A path that says what the keys say is made of them; one that says anything else is kept.
    void keepsPathsAsTheyWereTold()
    {
        Envelope request;
        request.target = CimPath(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"_s);
        request.messageId = newMessageId();
        request.body = Wsman::Enumerate{.filter = {}};
        const ClassDecl *decl = Schema::findClass(QString(Schema::iscsiTarget),
                                                  u"MSISCSITARGET_StoragePool");
        Wsman::Items items;
        for (int i = 0; i < 4; ++i) {
            CimInstance pool(*decl);
            pool.set(u"InstanceID"_s, CimValue::string(u"pool%1"_s.arg(i)));
            CimPath path = pool.path();
            if (i == 1)
                path = CimPath(path.nameSpace(), path.className(),
                               {{u"InstanceID"_s, CimValue::string(u"other"_s)}});
            if (i == 2)
                path = CimPath(path.nameSpace(), u"MSISCSITARGET_DerivedPool"_s, path.keys());
            if (i == 3)
                path.setHost(u"far.example"_s);
            pool.setPath(path);
            items.instances.append(pool);
        }
        const auto read = readReply(writeEnvelope(replyTo(request, items)), request);
        QVERIFY(read.ok());
        const auto &got = std::get<Wsman::Items>(read->body).instances;
        QCOMPARE(got.size(), items.instances.size());
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(got.at(i).path(), items.instances.at(i).path());
            QCOMPARE(got.at(i).nameSpace(), got.at(i).path().nameSpace());
            QVERIFY(got.at(i) == items.instances.at(i));
        }
    }
};

QTEST_GUILESS_MAIN(tst_CimPack)
#include "tst_cimpack.moc"
