"""Who waits for a worker: one line for each client, and the lines take turns."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st
from zjtx_server.front.turns import Turns
from zjtx_server.front.worker import Job

STEPS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abc")),
    st.tuples(st.sampled_from(["take", "take back", "take late", "take all"]), st.just("")),
)


@given(st.lists(STEPS, max_size=40))
def test_nobody_is_lost_or_counted_twice(steps: list[tuple[str, str]]) -> None:
    loop = asyncio.new_event_loop()
    turns, waiting = Turns(), 0
    for moment, (step, client) in enumerate(steps):
        if step == "put":
            turns.put(Job(b"", loop.create_future(), moment, client=client))
            waiting += 1
        elif step == "take" and len(turns):
            turns.take()
            waiting -= 1
        elif step == "take back" and len(turns):
            job = turns.take()
            turns.put_back([job])
            assert turns.take() is job
            turns.put_back([job])
        elif step == "take late":
            waiting -= len(turns.take_late(moment / 2))
        elif step == "take all":
            assert len(turns.take_all()) == waiting
            waiting = 0
        assert len(turns) == len(list(turns)) == waiting
    loop.close()


def test_clients_take_turns() -> None:
    loop = asyncio.new_event_loop()
    turns = Turns()
    for moment, client in enumerate("aaab"):
        turns.put(Job(b"", loop.create_future(), moment, client=client))
    assert [turns.take().client for _ in range(4)] == ["a", "b", "a", "a"]
    loop.close()
