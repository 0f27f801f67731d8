.PHONY: quick check format smoke parity startup clean

quick: # compile and unit tests, one thread per core
	mvn -q -T 1C test

check: # what CI runs
	mvn verify

format:
	mvn -q spotless:apply

smoke: # the pipeline at its smallest, in a home of its own
	GDPO_HOME=target/smoke ./gdpo run --config smoke

# PyTorch, diffusers and peft; without PARITY_PYTHON a virtual environment is made of requirements.txt
PARITY_PYTHON ?= target/parity-python/bin/python
PARITY = $(CURDIR)/target/parity

parity: $(PARITY_PYTHON) # weights that Python saved run in Java, and the other way round
	rm -rf $(PARITY)
	$(PARITY_PYTHON) model/src/test/python/saved.py $(PARITY)/python
	mvn -q -pl model test -Dtest=PythonExchangeTest -Dparity.folder=$(PARITY)
	$(PARITY_PYTHON) model/src/test/python/exported.py $(PARITY)/java

target/parity-python/bin/python:
	python3 -m venv target/parity-python
	$@ -m pip install -q -r model/src/test/python/requirements.txt

startup: # short commands beside java -version
	bench/startup

clean:
	mvn -q clean
	rm -rf target
