"""Sends the traffic of scenario.json to a real server and prints what became of it, as `prefork run --json` does.

    python load.py scenario.json 127.0.0.1 80 requests.csv

An open loop does not wait for answers. requests.csv has a row for each request and can be replayed:
prefork run scenario.json --trace requests.csv --set traffic.kind=trace
"""

import asyncio
import csv
import json
import math
import random
import sys
import time

scenario = json.load(open(sys.argv[1]))
host, port = sys.argv[2], int(sys.argv[3])
traffic, request, client, run = (scenario[name] for name in ("traffic", "request", "client", "run"))
SECONDS = run["warmupSeconds"] + run["seconds"]
# A stream of its own for each purpose, so that other demands leave the arrivals as they are.
arrivals, bursts, cpu, io, slow, backoff, think = (random.Random(f"{run['seed']} {n}") for n in range(7))
rows = []
outcomes = {}


def demand(mean, stream):
    """Mean and distribution as the scenario has them."""
    kind = request["distribution"]
    if mean == 0 or kind == "deterministic":
        return mean
    if kind == "exponential":
        return stream.expovariate(1 / mean)
    if kind == "lognormal":
        variance = math.log1p(request["cv"] ** 2)
        return mean * stream.lognormvariate(-variance / 2, math.sqrt(variance))
    return mean * (request["shape"] - 1) / request["shape"] * stream.paretovariate(request["shape"])


def demands():
    factor = request["slowFactor"] if slow.random() < request["slowShare"] else 1
    return demand(request["cpuMs"], cpu) * factor, demand(request["ioMs"], io) * factor


def rate_changes():
    """(until, rate) in seconds and requests a second: the steps, and within them bursts and lulls."""
    steps = [{"atSeconds": 0, "ratePerSecond": traffic["ratePerSecond"]}, *traffic["steps"]]
    share = 1 / (2 * traffic["burstFactor"])
    bursty = traffic["arrivals"] == "bursty"
    in_burst = bursts.random() < share
    at, turn = 0, 0 if bursty else math.inf
    while at < SECONDS:
        if bursty and at >= turn:
            in_burst = not in_burst
            mean = traffic["burstMs"] / 1000 * (1 if in_burst else (1 - share) / share)
            turn = at + bursts.expovariate(1 / mean)
        rate = [step["ratePerSecond"] for step in steps if step["atSeconds"] <= at][-1]
        factor = (traffic["burstFactor"] if in_burst else 0.5 / (1 - share)) if bursty else 1
        until = min([turn, SECONDS, *(step["atSeconds"] for step in steps if step["atSeconds"] > at)])
        yield until, rate * factor
        at = until


def sending_times():
    """The integral of the rate between two arrivals is exponential with mean 1, or 1 when they are even."""
    at = 0
    needed = None
    for until, rate in rate_changes():
        while True:
            if needed is None:
                needed = 1 if traffic["arrivals"] == "even" else arrivals.expovariate(1)
            if needed >= (until - at) * rate:
                needed -= (until - at) * rate
                at = until
                break
            at += needed / rate
            needed = None
            yield at


async def exchange(cpu_ms, io_ms):
    """One connection, one request; what a client sees of it."""
    writer = None
    try:
        reader, writer = await asyncio.open_connection(host, port)
        head = f"GET /?cpu={cpu_ms:.6f}&io={io_ms:.6f} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.read()
        return answer.split(b" ", 2)[1].decode() if answer.startswith(b"HTTP/") else "reset"
    except ConnectionRefusedError:
        return "refused"
    except OSError:
        return "reset"
    finally:
        if writer is not None:
            writer.close()


async def send(began, cpu_ms, io_ms):
    """With the client's timeout and its retries. The outcome of the last try."""
    for attempt in range(client["retries"] + 1):
        sent = time.perf_counter()
        if sent - began >= SECONDS:
            return
        try:
            limit = client["timeoutMs"] / 1000 or None
            outcome = await asyncio.wait_for(exchange(cpu_ms, io_ms), limit)
        except asyncio.TimeoutError:
            outcome = "timeout"
        ended = time.perf_counter()
        if sent - began >= run["warmupSeconds"]:
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
        rows.append(((sent - began) * 1000, cpu_ms, io_ms, outcome, (ended - sent) * 1000))
        if outcome == "200":
            return
        wait = client["backoffMs"] / 1000 * 2**attempt
        await asyncio.sleep(wait * (backoff.random() if client["jitter"] == "full" else 1))


async def open_loop(began):
    tasks = []
    for at in sending_times():
        await asyncio.sleep(began + at - time.perf_counter())
        tasks.append(asyncio.create_task(send(began, *demands())))
    await asyncio.gather(*tasks)


async def user(began):
    while True:
        await asyncio.sleep(think.expovariate(1000 / traffic["thinkMs"]) if traffic["thinkMs"] > 0 else 0)
        if time.perf_counter() - began >= SECONDS:
            return
        await send(began, *demands())


async def closed_loop(began):
    await asyncio.gather(*(user(began) for _ in range(traffic["users"])))


async def until_it_answers():
    """The server boots; nothing is measured before it answers."""
    for _ in range(100):
        if await exchange(0, 0) == "200":
            return
        await asyncio.sleep(0.3)
    sys.exit(f"{host}:{port} does not answer.")


async def main():
    await until_it_answers()
    began = time.perf_counter()
    await (closed_loop(began) if traffic["kind"] == "closed" else open_loop(began))


def percentile(sorted_values, share):
    return sorted_values[max(0, math.ceil(share * len(sorted_values)) - 1)] if sorted_values else None


asyncio.run(main())
rows.sort()
measured = [row for row in rows if row[0] >= run["warmupSeconds"] * 1000]
answered = sorted(row[4] for row in measured if row[3] == "200")
# What happened in the measured time, whenever it was sent; all else is of what was sent in it.
came = [at + ms for at, _, _, outcome, ms in rows if outcome == "200"]
in_time = sum(run["warmupSeconds"] <= at / 1000 < SECONDS for at in came)
report = {
    "offered": len(measured),
    "ok": len(answered),
    "outcomes": outcomes,
    "throughputPerSecond": in_time / run["seconds"],
    "latencyMs": {
        "mean": sum(answered) / len(answered) if answered else None,
        **{f"p{share * 100:g}": percentile(answered, share) for share in (0.5, 0.9, 0.95, 0.99)},
        "max": answered[-1] if answered else None,
    },
}
print(json.dumps(report, indent=2))
if len(sys.argv) > 4:
    with open(sys.argv[4], "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["sent_ms", "cpu_ms", "io_ms", "outcome", "latency_ms"])
        writer.writerows([f"{at:.6f}", f"{c:.6f}", f"{i:.6f}", outcome, f"{ms:.6f}"] for at, c, i, outcome, ms in rows)
