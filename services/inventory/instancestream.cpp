// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/instancestream.h"

#include "services/cim/cimpacker.h"
#include "services/schema/schema.h"

#include <QHash>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int deepest = 16; // instances inside instances, paths inside paths

enum class Told : quint8 { Nothing, Keys, Path }; // of where an instance is

void put(QDataStream &out, const CimPath &path);
void put(QDataStream &out, const CimInstance &instance);

void put(QDataStream &out, const CimValue &value)
{
    out << quint8(value.type()) << value.isArray() << value.isNull();
    if (value.isNull())
        return;
    if (value.isArray()) {
        const QList<CimValue> elements = value.elements();
        out << quint32(elements.size());
        for (const CimValue &element : elements)
            put(out, element);
        return;
    }
    if (value.type() == CimType::Boolean)
        out << value.toBool().value_or(false);
    else if (isUnsigned(value.type()))
        out << value.toUnsigned().value_or(0);
    else if (isSigned(value.type()))
        out << value.toSigned().value_or(0);
    else if (isReal(value.type()))
        out << value.toReal().value_or(0);
    else if (const CimPath *path = value.toPath())
        put(out, *path);
    else if (const CimInstance *instance = value.toInstance())
        put(out, *instance);
    else
        out << value.toText();
}

void put(QDataStream &out, const CimPath &path)
{
    out << path.host() << path.nameSpace() << path.className() << quint32(path.keys().size());
    for (const CimPath::Key &key : path.keys()) {
        out << key.name;
        put(out, key.value);
    }
}

// One that lies inside another; rare, so nothing is shared.
void put(QDataStream &out, const CimInstance &instance)
{
    const ClassDecl *decl = instance.decl();
    const auto told = instance.properties();
    out << (decl ? QString(decl->nameSpace) : QString()) << instance.className()
        << quint32(told.size());
    for (const auto &[name, value] : told) {
        out << name;
        put(out, value);
    }
}

class Input
{
public:
    explicit Input(QDataStream &stream) : m_in(stream) {}

    CimValue value(int depth = 0)
    {
        quint8 number = 0;
        bool array = false, null = false;
        m_in >> number >> array >> null;
        const auto type = CimType(qMin(number, quint8(CimType::Instance)));
        if (null || !good(depth))
            return CimValue::null(type, array);
        if (!array)
            return scalar(type, depth);
        QList<CimValue> elements;
        for (quint32 left = count(); left > 0 && good(depth); --left) {
            const CimValue element = value(depth + 1);
            if (element.type() != type || element.isArray() || element.isNull())
                fail();
            else
                elements.append(element);
        }
        return CimValue::array(type, elements);
    }

    CimPath path(int depth = 0)
    {
        QString host, nameSpace, className;
        m_in >> host >> nameSpace >> className;
        QList<CimPath::Key> keys;
        for (quint32 left = count(); left > 0 && good(depth); --left) {
            QString name;
            m_in >> name;
            keys.append({name, value(depth + 1)});
        }
        CimPath path(nameSpace, className, keys);
        path.setHost(host);
        return path;
    }

    // Of what follows; each takes an octet at least.
    quint32 count()
    {
        quint32 count = 0;
        m_in >> count;
        if (count > m_in.device()->bytesAvailable())
            fail();
        return good(0) ? count : 0;
    }

    bool good(int depth)
    {
        if (depth > deepest)
            fail();
        return m_in.status() == QDataStream::Ok;
    }

    void fail() { m_in.setStatus(QDataStream::ReadCorruptData); }

private:
    template<class T>
    T plain()
    {
        T value{};
        m_in >> value;
        return value;
    }

    CimValue scalar(CimType type, int depth)
    {
        if (type == CimType::Boolean)
            return CimValue::boolean(plain<bool>());
        if (isUnsigned(type))
            return CimValue::ofUnsigned(type, qMin(plain<quint64>(), unsignedMaximum(type)));
        if (isSigned(type))
            return CimValue::ofSigned(
                type, qBound(signedMinimum(type), plain<qint64>(), signedMaximum(type)));
        if (isReal(type))
            return CimValue::ofReal(type, plain<double>());
        if (type == CimType::Reference)
            return CimValue::reference(path(depth + 1));
        if (type == CimType::Instance)
            return CimValue::instance(instance(depth + 1));
        const auto value = CimValue::fromText(type, plain<QString>());
        if (!value)
            fail();
        return value.value_or(CimValue::null(type));
    }

    CimInstance instance(int depth)
    {
        QString nameSpace, className;
        m_in >> nameSpace >> className;
        const ClassDecl *decl = Schema::findClass(nameSpace, className);
        CimInstance instance = decl ? CimInstance(*decl) : CimInstance(className);
        for (quint32 left = count(); left > 0 && good(depth); --left) {
            QString name;
            m_in >> name;
            instance.set(name, value(depth + 1));
        }
        return instance;
    }

    QDataStream &m_in;
};

// A class as the file knows it: the places of its properties then, and what they are now.
struct KnownClass
{
    QString className;
    const ClassDecl *decl = nullptr;
    QStringList names;
    QList<int> places;
};

KnownClass readClass(QDataStream &in)
{
    KnownClass known;
    QString nameSpace;
    in >> nameSpace >> known.className >> known.names;
    known.decl = nameSpace.isEmpty() ? nullptr : Schema::findClass(nameSpace, known.className);
    for (const QString &name : std::as_const(known.names))
        known.places.append(known.decl ? known.decl->indexOf(name) : -1);
    return known;
}

void writeClass(QDataStream &out, const CimInstance &instance)
{
    const ClassDecl *decl = instance.decl();
    QStringList names;
    for (size_t i = 0; decl && i < decl->properties.size(); ++i)
        names.append(decl->properties[i].name);
    out << (decl ? QString(decl->nameSpace) : QString()) << instance.className() << names;
}

void writeMembers(QDataStream &out, const CimInstance &instance)
{
    const ClassDecl *decl = instance.decl();
    for (size_t i = 0; decl && i < decl->properties.size(); ++i) {
        if (const auto value = instance.told(i)) {
            out << quint16(i + 1);
            put(out, *value);
        }
    }
    const auto &others = instance.others();
    out << quint16(0) << quint32(others.size());
    for (const auto &[name, value] : others) {
        out << name;
        put(out, value);
    }
}

// And says no more than them.
bool isMadeOfKeys(const CimPath &path, const CimInstance &instance)
{
    const ClassDecl *decl = instance.decl();
    if (!decl || path.nameSpace() != decl->nameSpace || path.className() != decl->name)
        return false;
    const QList<CimPath::Key> keys = path.keys();
    qsizetype same = 0;
    for (size_t i = 0; i < decl->properties.size(); ++i) {
        if (!decl->properties[i].key)
            continue;
        const auto value = instance.told(i);
        const auto key = std::find_if(keys.begin(), keys.end(), [&](const CimPath::Key &each) {
            return each.name == decl->properties[i].name;
        });
        if (!value || value->isNull() || key == keys.end() || !(key->value == *value))
            return false;
        ++same;
    }
    return same == keys.size();
}

void writePath(QDataStream &out, const CimInstance &instance)
{
    const CimPath path = instance.path();
    const auto told = path.isEmpty()   ? Told::Nothing
        : isMadeOfKeys(path, instance) ? Told::Keys
                                       : Told::Path;
    out << quint8(told);
    if (told == Told::Keys)
        out << path.host();
    else if (told == Told::Path)
        put(out, path);
}

void readMembers(QDataStream &in, Input &input, const KnownClass &known, CimPacker &packer)
{
    quint16 number = 0;
    for (in >> number; number > 0 && input.good(0); in >> number) {
        if (number > known.names.size())
            return input.fail();
        const CimValue value = input.value();
        const int place = known.places.at(number - 1);
        const QString &name = known.names.at(number - 1);
        const PropertyDecl *property = place < 0 ? nullptr : &known.decl->properties[size_t(place)];
        if (!property)
            packer.addOther(name, value);
        else if (value.type() == property->type && value.isArray() == property->array)
            packer.add(place, value);
    }
    for (quint32 left = input.count(); left > 0 && input.good(0); --left) {
        QString name;
        in >> name;
        const CimValue value = input.value();
        const int place = known.decl ? known.decl->indexOf(name) : -1;
        if (place < 0)
            packer.addOther(name, value);
        else if (value.type() == known.decl->properties[size_t(place)].type
                 && value.isArray() == known.decl->properties[size_t(place)].array)
            packer.add(place, value);
    }
}

void readPath(QDataStream &in, Input &input, const KnownClass &known, CimPacker &packer)
{
    quint8 told = 0;
    in >> told;
    if (told == quint8(Told::Keys)) {
        QString host;
        in >> host;
        if (known.decl)
            packer.setKeyedPath(host);
    } else if (told == quint8(Told::Path)) {
        packer.setPath(input.path());
    } else if (told != quint8(Told::Nothing)) {
        input.fail();
    }
}
} // namespace

void writeInstances(QDataStream &out, const QList<CimInstance> &instances)
{
    QHash<std::pair<const ClassDecl *, QString>, quint32> classes;
    out << quint32(instances.size());
    for (const CimInstance &instance : instances) {
        const std::pair key(instance.decl(), instance.decl() ? QString() : instance.className());
        const auto known = classes.constFind(key);
        const quint32 number = known == classes.cend() ? quint32(classes.size()) : *known;
        out << number;
        if (known == classes.cend()) {
            classes.insert(key, number);
            writeClass(out, instance);
        }
        writeMembers(out, instance);
        writePath(out, instance);
    }
}

QList<CimInstance> readInstances(QDataStream &in)
{
    QList<CimInstance> instances;
    QList<KnownClass> classes;
    CimPacker packer;
    Input input(in);
    for (quint32 left = input.count(); left > 0 && input.good(0); --left) {
        quint32 number = 0;
        in >> number;
        if (number > quint32(classes.size())) {
            input.fail();
            break;
        }
        if (number == quint32(classes.size()))
            classes.append(readClass(in));
        const KnownClass &known = classes.at(number);
        if (known.decl)
            packer.begin(*known.decl);
        else
            packer.begin(known.className);
        readMembers(in, input, known, packer);
        readPath(in, input, known, packer);
        instances.append(packer.end());
    }
    return input.good(0) ? instances : QList<CimInstance>();
}

} // namespace Cistern
